"""Writes of this way: importing the directory, sending codes, recording what they prove."""
