"""What vouching allows, in plain Python."""
