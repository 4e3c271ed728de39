"""Home timeline as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.ratios import measured
from bench.site import first_home

if TYPE_CHECKING:
    from bench.figures import Figure


def measure() -> list[Figure]:
    """Return the figures."""
    return measured("/api/toctoc/v1/timelines/home", "/home", first_home)
