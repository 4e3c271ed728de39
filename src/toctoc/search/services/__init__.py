"""What is put into the index, and what is asked of it."""
