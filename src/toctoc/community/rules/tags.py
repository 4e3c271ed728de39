"""Hashtags as rows keep them, how much each is used, and which of them many people use."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

LONGEST_WORD = 50
# A trend that fewer people than this make would point at them.
FEWEST_AUTHORS = 5
HISTORY_DAYS = 7
# The same words as in a text (rules.markdown), without the sign.
_WORD = re.compile(r"[^\W\d_]\w{1,49}|\d+[^\W\d_]\w{0,48}")


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """How often a hashtag was used on one day (UTC), and by how many people."""

    day: date
    uses: int
    people: int


@dataclass(frozen=True, slots=True)
class Trend:
    """What several people use these days: a hashtag or an address, how often, and how many they are."""

    subject: str
    uses: int
    people: int


def checked_word(written: str) -> str:
    """Return a hashtag in lower case without its sign; raise :class:`Invalid` for what no text could carry."""
    word = written.strip().removeprefix("#").lower()
    if len(word) > LONGEST_WORD or not _WORD.fullmatch(word):
        raise Invalid("Un mot-dièse a de 2 à 50 lettres ou chiffres, sans espace.", field="name")
    return word


def trends_in(uses: Iterable[tuple[str, int]]) -> list[Trend]:
    """Return what enough people use, of pairs (subject, author), the most people first; then by use, then by name."""
    counted: Counter[str] = Counter()
    authors: dict[str, set[int]] = {}
    for subject, author in uses:
        counted[subject] += 1
        authors.setdefault(subject, set()).add(author)
    many = [
        Trend(subject, counted[subject], len(people))
        for subject, people in authors.items()
        if len(people) >= FEWEST_AUTHORS
    ]
    return sorted(many, key=lambda trend: (-trend.people, -trend.uses, trend.subject))
