"""Reads of this room, named by the question they answer."""
