"""Chance that is the same again for the same seed."""

from __future__ import annotations

from random import Random


def chance_for(purpose: str, seed: int) -> Random:
    """Return the chance of one purpose in one world; another purpose draws from another, so parts stay apart."""
    return Random(f"{purpose} {seed}")
