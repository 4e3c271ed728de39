"""Which words knock, and which made a question of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.people.policies import proved_profession
from toctoc.questions.models import KnockWord, Opening
from toctoc.questions.queries.lists import visible_question

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Question


def opened_question(asker: Actor, viewer: Viewer, question_id: int) -> tuple[Opening, Question]:
    """Return a question of ``asker`` that a word opened; raise :class:`Missing` for any other."""
    question = visible_question(viewer, question_id)
    opening = Opening.objects.filter(pk=question.pk, undone_at=None).first()
    if opening is None or question.asker_id != asker.pk:
        raise Missing
    return opening, question


def words_that_knock(asker: Actor) -> list[str]:
    """Return the hashtags and mentions that make a question of a message of ``asker``."""
    usable = KnockWord.objects.filter(is_open=True, profession__in=["", proved_profession(asker)])
    return list(usable.order_by("word").values_list("word", flat=True))
