"""What a measurement says, and how it is compared with its target."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Figure:
    """One line of the table: ``value`` against ``target``, which is "at most" or "at least" it, or only told."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """``held``, ``missed``, or nothing for a figure without a target."""
        if self.at_most is None and self.at_least is None:
            return ""
        low_enough = self.at_most is None or self.value <= self.at_most
        high_enough = self.at_least is None or self.value >= self.at_least
        return "held" if low_enough and high_enough else "missed"

    @property
    def target(self) -> str:
        """The target in words."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""


def cpu_per_call(variants: Mapping[str, Callable[[], object]], *, rounds: int, seconds: float) -> dict[str, float]:
    """Return each variant's CPU time per call in microseconds: the median of ``rounds``, taken in turns.

    Variants alternate within a round, so that a noisy neighbour slows all of them alike; each gets about ``seconds`` a
    round.
    """
    calls = {name: _calls_for(call, seconds) for name, call in variants.items()}
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, call in variants.items():
            begun = time.thread_time()
            for _ in range(calls[name]):
                call()
            taken[name].append((time.thread_time() - begun) / calls[name] * 1e6)
    return {name: statistics.median(values) for name, values in taken.items()}


def _calls_for(call: Callable[[], object], seconds: float) -> int:
    call()
    begun = time.thread_time()
    call()
    call()
    return max(3, int(seconds / max((time.thread_time() - begun) / 2, 1e-6)))


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
