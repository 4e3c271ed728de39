"""Rooms hear of each other by events, never by imports upwards.

An event is a frozen dataclass in the past tense. Publishing calls the subscribers at once, in the
writer's transaction: a subscriber writes rows (a prepared form, a notification, a live event, a job) that
stand or fall with what caused them, and leaves anything slow to a job.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E")

_subscribers: defaultdict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function for events of exactly this kind."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _subscribers[kind]:
            _subscribers[kind].append(function)
        return function

    return register


def publish(event: object) -> None:
    """Tell every subscriber, in the order of their registration; their errors undo the write."""
    for subscriber in _subscribers[type(event)]:
        subscriber(event)
