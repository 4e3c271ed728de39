"""Writes that the ways of proving share."""
