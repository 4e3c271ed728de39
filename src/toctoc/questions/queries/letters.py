"""Who wants letters, and what came by mail and waits for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.ids import id_in
from toctoc.questions.models import KnockReader, LetterReader, WaitingAnswer

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question


def wants_letters(actor: Actor) -> bool:
    """Tell whether an actor gets a letter for each answer to its questions."""
    return LetterReader.objects.filter(actor=actor).exists()


def knocks_a_day(actor: Actor) -> int:
    """Return how many letters of invitations a day an actor wants at most; 0 for none."""
    return KnockReader.objects.filter(actor=actor).values_list("most_a_day", flat=True).first() or 0


def waiting_text(actor: Actor, question: Question, named: str) -> str:
    """Return the masked text of an answer of ``actor`` that came by mail and waits; empty for any other."""
    waiting_id = id_in(named) if named else None
    if waiting_id is None:
        return ""
    found = WaitingAnswer.objects.filter(pk=waiting_id, owner=actor, question=question)
    return found.values_list("text", flat=True).first() or ""
