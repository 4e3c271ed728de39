"""How much one actor may write to others, and to how many strangers.

Sixty messages in ten minutes is one every ten seconds, as fast as two people type to each other; a thousand a day is
more than a day of talk. Ten requests to strangers a day are enough to find somebody, too few to canvass. Before an
answer, three messages are enough to say who one is and what one wants.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.errors import TooMany
from toctoc.kernel.ids import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST_BEFORE_AN_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``most`` within ``window``; ``sentence`` says so to whoever goes faster."""

    most: int
    window: timedelta
    sentence: str


OF_MESSAGES = (
    Pace(
        60,
        timedelta(minutes=10),
        "Vous écrivez beaucoup en peu de temps. Reprenez dans quelques minutes : rien n’est perdu.",
    ),
    Pace(
        1_000,
        timedelta(days=1),
        "Vous avez écrit 1 000 messages privés en un jour. Reprenez demain : rien n’est perdu.",
    ),
)
OF_REQUESTS = (
    Pace(
        10,
        timedelta(days=1),
        "Vous avez écrit à 10 personnes qui ne vous connaissent pas. Attendez demain pour la suivante.",
    ),
)


def check_pace(paces: Sequence[Pace], newest: Sequence[int], now: datetime, *, more: int = 1) -> None:
    """Raise :class:`TooMany` when ``more`` would be too many.

    ``newest`` are ids, newest first, at least as many as the largest pace counts.
    """
    for pace in paces:
        place = pace.most - more
        if place < 0:
            raise TooMany(pace.sentence, retry_after=int(pace.window.total_seconds()))
        if len(newest) <= place:
            continue
        free_at = moment_of(newest[place]) + pace.window
        if free_at > now:
            raise TooMany(pace.sentence, retry_after=int((free_at - now).total_seconds()) + 1)
