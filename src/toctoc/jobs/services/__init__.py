"""Enqueue, claim and finish work."""
