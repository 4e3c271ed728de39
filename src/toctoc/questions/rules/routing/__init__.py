"""Whom a question is brought to: a transparent score, a hard cap, seats for newcomers, waves and their hours."""
