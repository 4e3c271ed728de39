"""Ratios of CPU time within one run."""

from __future__ import annotations

from bench.figures import Figure


def ratios(taken: dict[str, float], *, lane: float, view: float, first_view: float, first_lane: float) -> list[Figure]:
    """Return the CPU of each variant, and how the lane and the view stand to the floor and to the first version."""
    floor, fast, site, first = (taken[name] for name in ("floor", "lane", "view", "first"))
    return [
        *(Figure(f"{name}: CPU per request", value, "µs") for name, value in taken.items()),
        Figure("lane against the floor", fast / floor, "times", at_most=lane),
        Figure("site's view against the floor", site / floor, "times", at_most=view),
        Figure("first version against the site's view", first / site, "times", at_least=first_view),
        Figure("first version against the lane", first / fast, "times", at_least=first_lane),
    ]
