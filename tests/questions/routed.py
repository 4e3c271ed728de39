"""People and questions for tests of routing: nobody particular, unless said otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toctoc.questions.rules.routing.candidate import Candidate, Wanted
from toctoc.questions.rules.urgency import Urgency

_SOMEBODY = Candidate(
    actor_id=1,
    profession="doctor",
    specialty="general_practice",
    department="",
    languages=frozenset(),
    is_available=True,
    is_on_duty=False,
    daily_load=None,
    invited_today=0,
    invited_this_week=0,
    answered_recently=0.0,
    answered_ever=0,
    last_answer_hours=None,
    likeness=0.0,
    reply_rate=None,
    is_newcomer=False,
)
_WANTED = Wanted(
    topics=("dermatologie",),
    professions=frozenset(),
    specialties=("dermatology",),
    department="",
    language="fr",
    urgency=Urgency.NOW,
    kind="opinion",
)


def candidate(actor_id: int = 1, **said: Any) -> Candidate:
    return replace(_SOMEBODY, actor_id=actor_id, **said)


def crowd(count: int, start: int = 1, **said: Any) -> list[Candidate]:
    return [candidate(number, **said) for number in range(start, start + count)]


def wanted(**said: Any) -> Wanted:
    return replace(_WANTED, **said)
