"""Reads of this way."""
