"""What the place's bot passes on, by which rule, and for which promises."""
