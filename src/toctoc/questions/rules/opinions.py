"""What people think of an answer, counted by kind of people, and when opinions are shared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stand(StrEnum):
    """What somebody says of an answer in one tap; that it is useful is a gesture on any post."""

    AGREE = "agree"
    DISAGREE = "disagree"


OPINION_WORDS: dict[Stand, tuple[str, str]] = {
    Stand.AGREE: ("D’accord", "Agree"),
    Stand.DISAGREE: ("Pas d’accord", "Disagree"),
}
# From so many who disagree, and from such a share of those who said something, the asker is told that opinions differ.
FEWEST_AGAINST = 2
SHARE_AGAINST = 1 / 3


@dataclass(frozen=True, slots=True)
class Count:
    """How many proved professionals, and how many others, said the same thing."""

    professionals: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.professionals + self.others


@dataclass(frozen=True, slots=True)
class Opinions:
    """What was said of one answer."""

    agree: Count = Count()
    disagree: Count = Count()
    useful: Count = Count()


NO_OPINIONS = Opinions()


def checked_stand(asked: str | None) -> Stand | None:
    """Return what is said of an answer, ``None`` to take it back; raise :class:`Invalid` for another word."""
    if not asked:
        return None
    try:
        return Stand(asked)
    except ValueError:
        raise Invalid("Dites si vous êtes d’accord, ou non.", field="opinion") from None


def opinions_from(said: Iterable[tuple[int, str, bool, int]]) -> dict[int, Opinions]:
    """Return the opinions on each answer from (answer, word, is professional, how many); ``useful`` is a word too."""
    counted: Counter[tuple[int, str, bool]] = Counter()
    for post_id, word, is_professional, number in said:
        counted[post_id, word, is_professional] += number

    def count(post_id: int, word: str) -> Count:
        return Count(counted[post_id, word, True], counted[post_id, word, False])

    answers = {post_id for post_id, _, _ in counted}
    return {a: Opinions(count(a, Stand.AGREE), count(a, Stand.DISAGREE), count(a, "useful")) for a in answers}


def are_shared(opinions: Iterable[Opinions]) -> bool:
    """Tell whether people differ on one of the answers: a possibility for the asker, who decides.

    Professionals are counted alone where they said something; disagreeing takes nothing from anybody.
    """
    return any(_is_contested(one) for one in opinions)


def _is_contested(opinions: Opinions) -> bool:
    by_professionals = opinions.agree.professionals + opinions.disagree.professionals
    against = opinions.disagree.professionals if by_professionals else opinions.disagree.others
    said = by_professionals or opinions.agree.others + opinions.disagree.others
    return against >= FEWEST_AGAINST and against >= SHARE_AGAINST * said
