"""Whom a question could be brought to: a bounded number of people by index, never everybody.

Two statements find them: for each profession and specialty near the question, and for each profession that may read it,
those who answered most lately and those who were left in peace for longest. Those who answered what is near join them.
A handful of statements more tell of each whether it may still be asked now; the same are asked again of the few who
were chosen, at the moment of inviting.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.community.queries.place_members import members_of
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import (
    MEMBERS,
    ONE_PROFESSION,
    STRANGERS,
    audience_kind,
    place_of,
    professions_of,
)
from toctoc.people.rules.audience import PROFESSIONALS as FOR_PROFESSIONALS
from toctoc.people.rules.languages import without_region
from toctoc.people.rules.professions import PROFESSIONS, specialties_of
from toctoc.questions.models import Pool
from toctoc.questions.queries.able import among
from toctoc.questions.queries.availability import correspondents
from toctoc.questions.queries.experts import likeness_to
from toctoc.questions.rules.routing.candidate import Wanted
from toctoc.questions.rules.routing.fit import Circle, Fit
from toctoc.questions.rules.topics import EXPECTED_OF_SPECIALTY, TOPICS
from toctoc.questions.rules.understanding.features import LONGEST
from toctoc.questions.rules.understanding.wanting import Wants, wants
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from toctoc.questions.models import Question
    from toctoc.questions.rules.routing.candidate import Candidate

# People looked at in each range of an index.
NEAR, FAR = 60, 20
# People looked at because they answered what is near.
ALIKE = 40
# Members of a group looked at.
OF_GROUP = 400
# The historic topics say what is done; those after them say which field of care, hence whose specialty.
_HISTORIC = 17
_FIELDS = frozenset(list(TOPICS)[_HISTORIC:])

_NEAR_HABIT = "WHERE profession = %s AND specialty = %s AND habit > 0 ORDER BY habit DESC LIMIT %s"
_NEAR_TURN = "WHERE profession = %s AND specialty = %s ORDER BY last_invited_at LIMIT %s"
_HABIT = "WHERE profession = %s AND habit > 0 ORDER BY habit DESC LIMIT %s"
_TURN = "WHERE profession = %s ORDER BY last_invited_at LIMIT %s"
_RANGE = "SELECT actor_id FROM (SELECT actor_id FROM questions_peer {}) r"
# SQLite joins at most 500 ranges in one statement.
_MOST_RANGES = 400


def wanted_of(question: Question) -> Wanted:
    """Return what a question asks for, as routing reads it; the place matters to whoever looks for an address."""
    topics = tuple(question.topics.order_by("id").values_list("topic", flat=True))
    kind = wants(question.post.text[:LONGEST])
    return Wanted(
        topics=topics,
        professions=frozenset(professions_of(question.audience)),
        specialties=_specialties_of(topics),
        department=question.asker.department if kind == Wants.ADDRESS else "",
        language=without_region(question.post.language),
        urgency=Urgency(question.urgency),
        kind=kind.value,
    )


def candidates(question: Question, wanted: Wanted, circle: Circle, at: datetime) -> list[Candidate]:
    """Return those who could be invited to a question at a moment, whom ``circle`` or a wider one may reach."""
    if circle == Circle.PARTNERS:
        return []
    like = likeness_to(question, at)
    ids = _found(question, wanted, circle, at)
    if circle != Circle.DUTY:
        ids = list(dict.fromkeys([*ids, *nlargest(ALIKE, like, key=like.__getitem__)]))
    found = among(question, ids, at, like)
    # Who stands in for the holder of a turn is on duty for this question.
    return [replace(one, is_on_duty=True) for one in found] if circle == Circle.DUTY else found


def _found(question: Question, wanted: Wanted, circle: Circle, at: datetime) -> list[int]:
    if circle == Circle.DUTY:
        return _on_duty(question, wanted, at)
    group = place_of(question.audience)
    if group is not None:
        return members_of(group, OF_GROUP)
    if audience_kind(question.audience)[0] not in {*STRANGERS, MEMBERS, FOR_PROFESSIONALS, ONE_PROFESSION}:
        return []
    return _by_index(Fit(wanted), sorted(wanted.professions) or list(PROFESSIONS))


def _on_duty(question: Question, wanted: Wanted, at: datetime) -> list[int]:
    """Return the named correspondents of the pools for this field and place; no pool of another specialty is woken."""
    places = ["", question.asker.department]
    pools = Pool.objects.filter(closed_at=None, specialty__in=["", *wanted.specialties], department__in=places)
    if wanted.professions:
        pools = pools.filter(profession__in=["", *wanted.professions])
    return list(dict.fromkeys(one.actor.pk for one in correspondents(pools, at)))


def _by_index(fit: Fit, professions: Sequence[str]) -> list[int]:
    """Return actors from the ends of a few ranges; the same person once."""
    ranges = _ranges(fit, professions)
    found: dict[int, None] = {}
    for start in range(0, len(ranges), _MOST_RANGES):
        some = ranges[start : start + _MOST_RANGES]
        values = list(chain.from_iterable(each for _, each in some))
        found.update((row[0], None) for row in execute(_union(tuple(where for where, _ in some)), values))
    return list(found)


def _ranges(fit: Fit, professions: Sequence[str]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the ranges to look into, each with its values."""
    near = [(p, s) for p in professions for s in ("", *_slugs_of(p)) if fit.is_close(p, s) or fit.is_neighbour(p, s)]
    close = [(where, (p, s, NEAR)) for p, s in near for where in (_NEAR_HABIT, _NEAR_TURN)]
    return [*close, *((where, (p, FAR)) for p in professions for where in (_HABIT, _TURN))]


@lru_cache(maxsize=256)
def _slugs_of(profession: str) -> tuple[str, ...]:
    return tuple(specialty.slug for specialty in specialties_of(profession))


@lru_cache(maxsize=64)
def _union(ranges: tuple[str, ...]) -> str:
    return placeholders(" UNION ALL ".join(_RANGE.format(where) for where in ranges))


def _specialties_of(topics: Iterable[str]) -> tuple[str, ...]:
    """Return the specialties whose own field a question is about."""
    asked = _FIELDS.intersection(topics)
    return tuple(slug for slug, expected in EXPECTED_OF_SPECIALTY.items() if expected[0] in asked)
