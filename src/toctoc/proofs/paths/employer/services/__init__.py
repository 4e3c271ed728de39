"""Writes of this way."""
