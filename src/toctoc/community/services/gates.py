"""Checks that rooms above make before somebody writes: an archived group, a shield, a brake.

A check raises :class:`~toctoc.kernel.errors.Refused` (or ``TooMany``) with a sentence that says what to do instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.community.models import Post
    from toctoc.people.models import Actor


@dataclass(frozen=True, slots=True)
class Intent:
    """What ``author`` is about to write; ``to`` is the post replied to, ``None`` for a first post."""

    author: Actor
    text: str
    audience: str
    to: Post | None = None
    mentioned: tuple[Actor, ...] = ()


_checks: list[Callable[[Intent], None]] = []


def before_writing(check: Callable[[Intent], None]) -> Callable[[Intent], None]:
    """Register a check; it runs in the writer's transaction, before anything is stored."""
    if check not in _checks:
        _checks.append(check)
    return check


def pass_gates(intent: Intent) -> None:
    """Run every check; the first that raises ends the writing."""
    for check in _checks:
        check(intent)
