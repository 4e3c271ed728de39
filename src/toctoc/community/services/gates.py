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
    """What somebody is about to write, its author and audience with it; ``to`` is the post replied to, if any.

    ``mentioned`` are those its text names, ``named`` those it is for by name; ``before`` is what it said until now,
    when it is an edit.
    """

    post: Post
    to: Post | None = None
    mentioned: tuple[Actor, ...] = ()
    named: tuple[Actor, ...] = ()
    before: str | None = None

    @property
    def author(self) -> Actor:
        """Who writes."""
        return self.post.author

    @property
    def audience(self) -> str:
        """The audience word it is written for."""
        return self.post.audience

    @property
    def text(self) -> str:
        """What is said, already cleared."""
        return self.post.text


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
