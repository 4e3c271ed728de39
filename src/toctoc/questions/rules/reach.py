"""Whose questions stand first where only a few are shown, so that the little known are seen as much as stars.

Lists are newest first, which shows most whoever asks most. Where a page has few places (the home page has five),
askers whom few follow and the others take them in turn, the little known beginning, and nobody has a second place
before everybody has one. What a page does not show stands in the list behind it, newest first as ever.
"""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Followed by fewer, an asker is little known: whom many follow is read in their home lists already.
LITTLE_KNOWN = 10


class Waiting(NamedTuple):
    """A question that waits for somebody: who asked, and how many follow that asker."""

    question_id: int
    asker_id: int
    followers: int
    # It knocked at the reader's own door: those stand first.
    is_invited: bool = False

    @property
    def is_of_little_known(self) -> bool:
        """Tell whether few follow the asker."""
        return self.followers < LITTLE_KNOWN


def in_turn(waiting: Sequence[Waiting]) -> list[int]:
    """Return the ids of ``waiting`` (newest first) in the order in which they take the places there are."""
    knocked = [one for one in waiting if one.is_invited]
    firsts, others = _split([one for one in waiting if not one.is_invited])
    turns = chain.from_iterable(zip_longest(*_by_renown(firsts)))
    return [one.question_id for one in chain(knocked, turns, others) if one is not None]


def _by_renown(firsts: Sequence[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """Return the questions of the little known, and those of the others."""
    return [one for one in firsts if one.is_of_little_known], [one for one in firsts if not one.is_of_little_known]


def _split(waiting: Sequence[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """Return the newest question of each asker, and all the others."""
    seen: set[int] = set()
    firsts: list[Waiting] = []
    others: list[Waiting] = []
    for one in waiting:
        (others if one.asker_id in seen else firsts).append(one)
        seen.add(one.asker_id)
    return firsts, others
