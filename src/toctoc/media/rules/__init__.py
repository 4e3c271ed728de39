"""What a file is, how large it may be, which bytes a reader asks for."""
