"""What can be found, and how words are made comparable; plain Python."""
