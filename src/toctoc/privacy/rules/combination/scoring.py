"""How many people fit all that a thread says, and the three questions that tell whether it is anonymous.

The pieces are multiplied as if they were independent: people of the place × share of that age and sex × share who do
the job × … They are not quite (farmers live in villages, widows are old), so the number is an order of magnitude, and
the page says so. Of each kind the finest piece counts; pieces that contradict each other widen.

The questions are those of the Article 29 Working Party, opinion 05/2014 on anonymisation techniques (WP216, 10 April
2014), which the CNIL applies: can one single somebody out, link records of the same person, infer something about them?
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.privacy.rules.combination.people import FRANCE
from toctoc.privacy.rules.combination.pyramid import OLDEST, share_of
from toctoc.privacy.rules.combination.quasi import Kind, Quasi

if TYPE_CHECKING:
    from collections.abc import Iterable

# Ten or fewer who fit: high. Publishers of health data ask for at least eleven alike (EMA, policy 0070, and Health
# Canada, public release of clinical information: a risk of 0.09 at most); so does INSEE of households on its grid.
HIGH = 10
# A neighbour or a colleague knows about this many people by sight (orders of magnitude of studies of acquaintance).
MEDIUM = 150
# An event in the news is about this many people.
OF_EVENT = 10
# A place with more people than this helps little to link.
SMALL_PLACE = 10_000
# Kinds of which several can be true of one person: the rarest counts and nothing widens.
_TOGETHER = frozenset({Kind.CONDITION, Kind.FAMILY, Kind.DATE, Kind.BIRTH})


class Size(StrEnum):
    """How large the number is, for the words of a page."""

    UNDER_ONE = "under_one"
    FEW = "few"
    TENS = "tens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one of the three questions, and why: a French sentence and translation key."""

    is_yes: bool
    why: str


@dataclass(frozen=True, slots=True)
class Risk:
    """Expected number of ``people`` in France who fit, in words, and the three answers.

    ``shown`` is the number rounded to one figure, ``is_high`` whether ten or fewer fit.
    """

    people: float
    shown: int
    size: Size
    sentence: str
    is_high: bool
    single_out: Answer
    link: Answer
    infer: Answer


def risk(quasis: Iterable[Quasi]) -> Risk:
    """Return how many people fit ``quasis`` of a whole thread, and what follows from it."""
    by_kind: dict[Kind, list[Quasi]] = {}
    for quasi in quasis:
        by_kind.setdefault(quasi.kind, []).append(quasi)
    kept = {kind: _finest(kind, found) for kind, found in by_kind.items()}
    people = _people(kept)
    shown = _rounded(people)
    size = _size(people)
    single_out = _single_out(people)
    link = _link(kept)
    return Risk(people, shown, size, _sentence(size, shown), people <= HIGH, single_out, link, _infer(single_out, link))


def _finest(kind: Kind, found: list[Quasi]) -> list[Quasi]:
    """Return the finest piece, and those that contradict it and each other."""
    kept: list[Quasi] = []
    for quasi in sorted(found, key=lambda q: (q.share, q.high - q.low, q.start)):
        if not kept or (kind not in _TOGETHER and not any(quasi.agrees_with(other) for other in kept)):
            kept.append(quasi)
    return kept


def _people(kept: dict[Kind, list[Quasi]]) -> float:
    people = FRANCE * min(1.0, sum(q.share for q in kept[Kind.PLACE])) if kept.get(Kind.PLACE) else float(FRANCE)
    if kept.get(Kind.EVENT):
        people = min(people, OF_EVENT)
    people *= _share_of_age_and_sex(kept.get(Kind.AGE, []), kept.get(Kind.SEX, []))
    for kind in (Kind.JOB, Kind.BIRTH, Kind.DATE, Kind.CONDITION, Kind.FAMILY, Kind.ORIGIN):
        if kept.get(kind):
            people *= min(1.0, sum(q.share for q in kept[kind]))
    return people


def _share_of_age_and_sex(ages: list[Quasi], sexes: list[Quasi]) -> float:
    values = {q.value for q in sexes} or {"f", "m"}
    spans = [(q.low, q.high) for q in ages] or [(0, OLDEST)]
    return min(1.0, sum(share_of(low, high, men="m" in values, women="f" in values) for low, high in spans))


def _rounded(people: float) -> int:
    """Return a number to one figure: 3.4 is 3, 47 is 50, 1 812 is 2 000."""
    whole = round(people)
    digits = len(str(whole))
    return round(whole, 1 - digits) if digits > 1 else whole


def _size(people: float) -> Size:
    bounds = (
        (0.75, Size.UNDER_ONE),
        (HIGH + 0.5, Size.FEW),
        (100, Size.TENS),
        (1_000, Size.HUNDREDS),
        (1e6, Size.THOUSANDS),
    )
    return next((size for bound, size in bounds if people < bound), Size.MANY)


def _sentence(size: Size, shown: int) -> str:
    if size is Size.FEW:
        return f"Environ {shown} personnes correspondent." if shown > 1 else "Environ une personne correspond."
    return {
        Size.UNDER_ONE: "Sans doute une seule personne correspond : on la reconnaîtrait.",
        Size.TENS: "Quelques dizaines de personnes correspondent.",
        Size.HUNDREDS: "Des centaines de personnes correspondent.",
        Size.THOUSANDS: "Des milliers de personnes correspondent.",
        Size.MANY: "Plus d’un million de personnes correspondent.",
    }[size]


def _single_out(people: float) -> Answer:
    if people <= HIGH:
        return Answer(is_yes=True, why="Oui : dix personnes ou moins correspondent à ce qui est dit.")
    if people <= MEDIUM:
        return Answer(is_yes=True, why="Peut-être : un proche ou un voisin reconnaîtrait cette personne.")
    return Answer(is_yes=False, why="Non, d’après ce que nous savons compter.")


def _link(kept: dict[Kind, list[Quasi]]) -> Answer:
    places = kept.get(Kind.PLACE, [])
    is_small = any(q.share * FRANCE <= SMALL_PLACE for q in places)
    if kept.get(Kind.EVENT):
        return Answer(is_yes=True, why="Oui : la presse a pu raconter le même événement.")
    if kept.get(Kind.BIRTH) or (kept.get(Kind.DATE) and places):
        return Answer(is_yes=True, why="Oui : une date exacte et un lieu se retrouvent dans d’autres écrits.")
    if kept.get(Kind.JOB) and is_small:
        return Answer(is_yes=True, why="Oui : le métier et la commune se retrouvent dans un annuaire.")
    return Answer(is_yes=False, why="Non : rien ne mène directement à un autre écrit.")


def _infer(single_out: Answer, link: Answer) -> Answer:
    if single_out.is_yes or link.is_yes:
        return Answer(is_yes=True, why="Oui : qui reconnaît la personne apprend tout ce que le texte dit de sa santé.")
    return Answer(is_yes=False, why="Non, tant que personne ne la reconnaît.")
