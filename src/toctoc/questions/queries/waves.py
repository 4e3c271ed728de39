"""How far a question was carried, in numbers: never who was asked, nor who did not answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.questions.models import Invitation, Wave
from toctoc.questions.rules.life import WAITING_STATES
from toctoc.questions.rules.routing.score import Term

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor
    from toctoc.questions.models import Question

# Below it, a number of readers would nearly be a name.
FEWEST_READERS_TOLD = 5


@dataclass(frozen=True, slots=True)
class SentStep:
    """One wave that was sent; ``is_again`` when it asks others what nobody answered."""

    circle: str
    is_again: bool
    sent_at: datetime
    invited: int


@dataclass(frozen=True, slots=True)
class Steps:
    """How many were told and read, wave by wave; ``read`` is ``None`` where so few were told that it would name them.

    ``next_at`` and ``next_circle`` are for the asker alone: the caller asks for them.
    """

    sent: tuple[SentStep, ...]
    invited: int
    read: int | None
    next_at: datetime | None = None
    next_circle: str = ""
    gave_up_at: datetime | None = None


def steps_of(question: Question, *, for_asker: bool = False) -> Steps:
    """Return how far a question was carried, in one statement."""
    waves = list(Wave.objects.filter(question=question).order_by("id"))
    sent = tuple(
        SentStep(wave.circle, wave.turn > 1, wave.sent_at, wave.invited_count)
        for wave in waves
        if wave.sent_at is not None
    )
    invited = sum(wave.invited_count for wave in waves)
    read = sum(wave.read_count for wave in waves) if invited >= FEWEST_READERS_TOLD else None
    planned = next((wave for wave in waves if wave.sent_at is None), None)
    if not for_asker or planned is None:
        return Steps(sent, invited, read, gave_up_at=question.gave_up_at)
    return Steps(sent, invited, read, planned.due_at, planned.circle)


def told_of(question: Question) -> int:
    """Return how many people were told of a question, whatever became of them."""
    return sum(Wave.objects.filter(question=question).values_list("invited_count", flat=True))


def invitation_of(actor: Actor, question: Question) -> Invitation:
    """Return the invitation of somebody to a question; raise :class:`Missing` when it was not invited."""
    found = Invitation.objects.filter(question=question, actor=actor).select_related("wave").first()
    if found is None:
        raise Missing
    return found


def open_among(actor: Actor, question_ids: list[int]) -> set[int]:
    """Return those of some questions whose invitation of an actor is open, while they wait."""
    mine = Invitation.objects.filter(actor=actor, reply="", question__in=question_ids)
    return set(mine.filter(question__state__in=WAITING_STATES).values_list("question_id", flat=True))


def reasons_of(invitation: Invitation) -> tuple[Term, ...]:
    """Return the terms of a choice as they were when it was made."""
    return tuple(Term(name, value, weight, points) for name, value, weight, points in invitation.reasons)
