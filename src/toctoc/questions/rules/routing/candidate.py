"""Somebody who could be told of a question, and what the question wants: all that routing ever looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.questions.rules.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may read and answer, as they are at the moment of a wave.

    ``daily_load`` is how many questions a day they said they can take; ``answered_recently`` counts their answers,
    each worth half after 14 days; ``likeness`` is the BM25 of the question against what they answered and declared;
    ``reply_rate`` is the share of their invitations that they answered, when they had any.
    """

    actor_id: int
    profession: str
    specialty: str
    department: str
    languages: frozenset[str]
    is_available: bool
    is_on_duty: bool
    daily_load: int | None
    invited_today: int
    invited_this_week: int
    answered_recently: float
    answered_ever: int
    last_answer_hours: float | None
    likeness: float
    reply_rate: float | None
    is_newcomer: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for.

    ``professions`` are those who may read and answer, all when empty; ``department`` is empty when the place does not
    matter.
    """

    topics: tuple[str, ...]
    professions: frozenset[str]
    specialties: tuple[str, ...]
    department: str
    language: str
    urgency: Urgency
    kind: str
