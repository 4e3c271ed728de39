"""Back-off: plain Python."""
