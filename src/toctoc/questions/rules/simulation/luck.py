"""Chance that is the same for the same person and question in every run, so that ways of routing meet the same luck.

Whoever answers a question when asked under one way would under another: what differs between two runs is whom they ask.
"""

from __future__ import annotations

from math import exp
from statistics import NormalDist

_MASK = (1 << 64) - 1
_NORMAL = NormalDist()
_SMALLEST = 1e-12


def luck(member: int, question: int, purpose: int, seed: int) -> float:
    """Return a number from 0 to 1 (splitmix64 over the four)."""
    mixed = seed
    for part in (member, question, purpose):
        mixed = (mixed + (part + 1) * 0x9E3779B97F4A7C15) & _MASK
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        mixed ^= mixed >> 31
    return mixed / (_MASK + 1)


def delay(median: float, spread: float, drawn: float) -> float:
    """Return a lognormal delay of this median for a draw from 0 to 1."""
    return median * exp(spread * _NORMAL.inv_cdf(min(max(drawn, _SMALLEST), 1 - _SMALLEST)))
