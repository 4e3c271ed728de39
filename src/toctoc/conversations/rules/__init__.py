"""Calculations of this room, in plain Python."""
