"""What decides, without Django."""
