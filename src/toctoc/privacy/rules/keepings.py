"""How long each kind of thing is kept, said by the rooms that keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of thing that is kept for a time.

    ``words`` is what it is, ``why`` the reason for the time (both French, translation keys). ``erase`` erases what is
    older than a moment, a bounded number at once, and returns how many; without it a task of its room does.
    """

    kind: str
    words: str
    why: str
    lasts: timedelta
    erase: Callable[[datetime], int] | None = None


KEPT: dict[str, Keeping] = {}


def keep(keeping: Keeping) -> Keeping:
    """Make a kind of thing known; rooms do it when they are loaded, once each."""
    KEPT[keeping.kind] = keeping
    return keeping
