"""What feeds tell of questions: the newest that everybody may read, of one topic or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.questions.models import QuestionTopic
from toctoc.questions.queries.boosting import public_questions

if TYPE_CHECKING:
    from toctoc.questions.models import Question

ENTRIES = 20


def newest_public(topic: str = "") -> list[Question]:
    """Return the newest public questions, of one topic when it is named: never one that is unlisted or closed off."""
    questions = public_questions()
    if topic:
        questions = questions.filter(pk__in=QuestionTopic.objects.filter(topic=topic).values("question"))
    return list(questions.order_by("-post")[:ENTRIES])
