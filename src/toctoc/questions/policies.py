"""Who may ask, and who may move a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Refused

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question


def may_move(actor: Actor, question: Question, viewer: Viewer) -> None:
    """Raise :class:`Refused` unless ``actor`` asked the question, or moderates.

    The caller has already fetched the question through the viewer's eyes.
    """
    if question.asker_id != actor.pk and not viewer.is_moderator:
        raise Refused("Seule la personne qui a posé la question dit où elle en est.")
