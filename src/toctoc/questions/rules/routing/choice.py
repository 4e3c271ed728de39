"""Whom a wave invites: the highest points among those who can still be asked, and some newcomers.

Three things keep it from being always the same few. A hard cap per day and per week, each person's own number first.
A bound on the share that one person gets of what the eligible were sent this week. And seats for newcomers, drawn
among those whom the question is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.fit import Fit
from toctoc.questions.rules.routing.score import Term, score, totals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from toctoc.questions.rules.routing.candidate import Candidate, Wanted

# Working days of a week: what somebody takes a day, they take on as many days.
_DAYS = 5
_BITS = 32


@dataclass(frozen=True, slots=True)
class Caps:
    """How much may be asked of one person.

    ``per_day`` and ``per_week`` hold for those who said nothing; who said "3 par jour" gets at most 3 a day and
    five days' worth a week, never more than the two ``most`` ones. Once ``enough`` invitations went to the eligible
    this week, nobody among them gets more than ``share`` of those, or ``even`` times an even part where they are few.
    One seat in ``newcomers_each`` is a newcomer's; none when it is zero.
    """

    per_day: int = 2
    per_week: int = 4
    most_per_day: int = 5
    most_per_week: int = 15
    enough: int = 40
    share: float = 0.08
    even: float = 2.0
    newcomers_each: int = 4


CAPS = Caps()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody to invite, with the reasons; ``is_exploration`` when it is a newcomer's seat."""

    actor_id: int
    terms: tuple[Term, ...]
    is_exploration: bool


def choose(
    candidates: Sequence[Candidate], wanted: Wanted, size: int, *, chance: Random, caps: Caps = CAPS
) -> list[Chosen]:
    """Return at most ``size`` people to invite, the highest points first, then newcomers.

    Never somebody outside the audience, nor somebody who is neither available nor on duty, nor somebody who had their
    share. The same candidates and the same ``chance`` give the same choice. Nobody suitable is no error.
    """
    fit = Fit(wanted)
    able = eligible(candidates, fit, caps)
    if size <= 0 or not able:
        return []
    order = _Order(chance)
    new = _newcomers(able, fit, order, _newcomers_seats(size, chance, caps))
    taken = {candidate.actor_id for candidate in new}
    # As many more as newcomers took, so that each of them may already stand among the best.
    ranked = _best(able, totals(able, wanted, fit), size + len(new), order)
    best = [candidate for candidate in ranked if candidate.actor_id not in taken][: size - len(new)]
    return [
        Chosen(candidate.actor_id, score(candidate, wanted, fit).terms, is_new)
        for group, is_new in ((best, False), (new, True))
        for candidate in group
    ]


def eligible(candidates: Sequence[Candidate], fit: Fit, caps: Caps = CAPS) -> list[Candidate]:
    """Return who may be asked: there, in the audience, under the caps, and below their share of the week."""
    return _not_always_the_same(_under_caps(candidates, fit, caps), caps)


def daily_limit(candidate: Candidate, caps: Caps) -> int:
    """Return how many invitations a day somebody takes: what they said, within reason, or else the usual."""
    return caps.per_day if candidate.daily_load is None else min(candidate.daily_load, caps.most_per_day)


def weekly_limit(candidate: Candidate, caps: Caps) -> int:
    """Return how many invitations in seven days somebody takes."""
    if candidate.daily_load is None:
        return caps.per_week
    return min(candidate.daily_load * _DAYS, caps.most_per_week)


def is_under_caps(candidate: Candidate, caps: Caps = CAPS) -> bool:
    """Tell whether one invitation more stays within both limits."""
    if candidate.daily_load is None:  # nearly everybody, looked at without a call
        return candidate.invited_today < caps.per_day and candidate.invited_this_week < caps.per_week
    is_under = candidate.invited_today < daily_limit(candidate, caps)
    return is_under and candidate.invited_this_week < weekly_limit(candidate, caps)


def _under_caps(candidates: Sequence[Candidate], fit: Fit, caps: Caps) -> list[Candidate]:
    """Return who is there, in the audience and under the caps."""
    admitted = {profession for profession in {c.profession for c in candidates} if fit.may_answer(profession)}
    there = [c for c in candidates if (c.is_available or c.is_on_duty) and c.profession in admitted]
    return [c for c in there if is_under_caps(c, caps)]


def _not_always_the_same(able: list[Candidate], caps: Caps) -> list[Candidate]:
    """Return those who did not have more than their share of this week's invitations."""
    sent = sum([candidate.invited_this_week for candidate in able])
    if sent < caps.enough:
        return able
    most = sent * max(caps.share, caps.even / len(able))
    return [candidate for candidate in able if candidate.invited_this_week + 1 <= most]


def _newcomers_seats(size: int, chance: Random, caps: Caps) -> int:
    """Return how many seats are for newcomers: a single seat is theirs as often as one in so many."""
    if not caps.newcomers_each:
        return 0
    if size == 1:
        return int(chance.random() * caps.newcomers_each < 1)
    return max(1, size // caps.newcomers_each)


def _newcomers(able: Sequence[Candidate], fit: Fit, order: _Order, seats: int) -> list[Candidate]:
    """Return the newcomers whom the question is for, the nearest and the least asked first, then as chance has it."""
    new = [c for c in able if c.is_newcomer and (c.likeness > 0 or fit.is_close(c.profession, c.specialty))]
    return nlargest(
        seats,
        new,
        key=lambda c: (fit.nearness(c.profession, c.specialty), -c.invited_this_week, order.of(c.actor_id)),
    )


def _best(able: Sequence[Candidate], points: Sequence[float], seats: int, order: _Order) -> list[Candidate]:
    """Return those with the highest points; equal ones as chance has it."""
    bar = nlargest(seats, points)[-1]
    over = [(total, order.of(c.actor_id), c) for c, total in zip(able, points, strict=True) if total >= bar]
    return [candidate for _, _, candidate in nlargest(seats, over, key=lambda found: found[:2])]


class _Order:
    """An order of people that chance draws once, so that equals are not always taken by their age on the place."""

    def __init__(self, chance: Random) -> None:
        self._factor = chance.getrandbits(_BITS) | 1
        self._salt = chance.getrandbits(_BITS)

    def of(self, actor_id: int) -> tuple[int, int]:
        """Return where somebody stands; no two stand at one place."""
        mixed = (actor_id ^ self._salt) * self._factor % (1 << _BITS)
        return mixed ^ (mixed >> _BITS // 2), actor_id
