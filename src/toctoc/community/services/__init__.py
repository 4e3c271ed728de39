"""Writes on posts, one file per noun."""
