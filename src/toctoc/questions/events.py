"""What happened to questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Somebody knocked."""

    question_id: int
    asker_id: int
    audience: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A peer answered; ``is_first`` for the first answer by somebody other than the asker."""

    question_id: int
    answer_id: int
    answerer_id: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class QuestionMoved:
    """A question went from one state to another; ``actor_id`` is ``None`` when time or an answer moved it."""

    question_id: int
    before: str
    after: str
    actor_id: int | None
    audience: str
