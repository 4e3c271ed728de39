"""Two moderators decide, by hand."""
