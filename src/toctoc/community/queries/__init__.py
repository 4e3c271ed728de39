"""What is asked about posts."""
