"""How much one actor may write: enough for the busiest night, too little to drown the others.

Thirty messages in ten minutes is one every twenty seconds, faster than anybody answers with care; three hundred a day
is ten times what the most active of the historic #DocTocToc accounts wrote.
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


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``posts`` within ``window``; ``sentence`` says so to whoever goes faster."""

    posts: int
    window: timedelta
    sentence: str


IN_A_ROW = Pace(
    30,
    timedelta(minutes=10),
    "Vous écrivez beaucoup en peu de temps. Reprenez dans quelques minutes : rien n’est perdu.",
)
IN_A_DAY = Pace(300, timedelta(days=1), "Vous avez écrit 300 messages en un jour. Reprenez demain : rien n’est perdu.")
PACES = (IN_A_ROW, IN_A_DAY)


def check_pace(newest: Sequence[int], now: datetime, paces: Sequence[Pace] = PACES) -> None:
    """Raise :class:`TooMany` when one more post would be too many.

    ``newest`` are the ids of what the actor made, newest first, at least as many as the largest pace counts.
    """
    for pace in paces:
        if len(newest) < pace.posts:
            continue
        free_at = moment_of(newest[pace.posts - 1]) + pace.window
        if free_at > now:
            raise TooMany(pace.sentence, retry_after=int((free_at - now).total_seconds()) + 1)
