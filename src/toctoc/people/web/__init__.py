"""Documents that other servers read."""
