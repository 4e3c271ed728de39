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


@dataclass(frozen=True, slots=True)
class AnsweredFromOutside:
    """Somebody who is not among those who answer wrote to the asker alone."""

    question_id: int
    answer_id: int
    answerer_id: int


@dataclass(frozen=True, slots=True)
class AnswersOpened:
    """The sealed answers of a question are for all who read it; ``opener_id`` is ``None`` when the question went."""

    question_id: int
    opener_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerThanked:
    """The asker thanked for an answer."""

    question_id: int
    answer_id: int
    thanker_id: int


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """The asker told what happened after a question was closed."""

    question_id: int
    teller_id: int


@dataclass(frozen=True, slots=True)
class QuestionPassed:
    """Somebody left a question to others."""

    question_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class PeersInvited:
    """A wave was sent: ``circle`` is a word of ``rules.routing.fit``; nobody in it is possible."""

    question_id: int
    wave: int
    circle: str
    actor_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InvitationRead:
    """Somebody who was invited read the question."""

    question_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class QuestionPrepared:
    """What a question shows beside its post (state, topics, outcome) was written again."""

    question_id: int
