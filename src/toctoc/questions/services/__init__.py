"""Writes on questions, one file per noun."""
