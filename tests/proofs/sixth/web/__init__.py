"""Pages of this way."""
