"""Questions that a service has just written, for those who hear of them in the same transaction."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from toctoc.community.queries.at_hand import at_hand
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A question and its topics, in their order.
_held: ContextVar[tuple[Question, tuple[str, ...]] | None] = ContextVar("question at hand", default=None)


@contextmanager
def question_held(question: Question, topics: tuple[str, ...]) -> Iterator[None]:
    """Hold a question, its topics and its post while others are told that it was asked."""
    before = _held.set((question, topics))
    try:
        with at_hand(question.post):
            yield
    finally:
        _held.reset(before)


def question_at_hand(question_id: int) -> Question:
    """Return a question that is told of, with its post and asker; raise :class:`Question.DoesNotExist`."""
    held = _held.get()
    if held is not None and held[0].pk == question_id:
        return held[0]
    return Question.objects.select_related("post", "asker").get(pk=question_id)


def questions_at_hand(question_ids: Sequence[int]) -> dict[int, Question]:
    """Return questions that are told of, by their ids; those that do not exist are left out."""
    held = _held.get()
    known = {held[0].pk: held[0]} if held is not None and held[0].pk in question_ids else {}
    missing = [question_id for question_id in question_ids if question_id not in known]
    return {**known, **(Question.objects.in_bulk(missing) if missing else {})}


def topics_at_hand(question: Question) -> tuple[str, ...]:
    """Return the topics of a question, in their order."""
    held = _held.get()
    if held is not None and held[0].pk == question.pk:
        return held[1]
    return tuple(question.topics.order_by("id").values_list("topic", flat=True))
