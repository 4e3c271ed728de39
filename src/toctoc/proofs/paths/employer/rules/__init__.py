"""Pure rules of this way."""
