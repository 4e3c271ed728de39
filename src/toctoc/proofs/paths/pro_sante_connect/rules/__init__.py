"""What is believed of what Pro Santé Connect says: plain Python, no network."""
