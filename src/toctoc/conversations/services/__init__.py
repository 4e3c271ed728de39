"""Writes on conversations, one file per noun."""
