"""The piece that a question adds to its post: state, topics, urgency, outcome. Pure functions to text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import msgspec

from toctoc.questions.rules.life import STATE_WORDS, State
from toctoc.questions.rules.topics import topic_words
from toctoc.questions.rules.urgency import URGENCY_WORDS, Urgency

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What of a question is shown with its post; ``outcome_html`` is safe, empty unless closed."""

    question_id: int
    state: State
    urgency: Urgency
    topics: tuple[str, ...]
    answers: int
    first_answer_at: datetime | None
    outcome: str
    outcome_html: str


def piece_html(question: QuestionFacts, language: str) -> str:
    """Return the chips of a question, and its outcome once closed, in ``language``."""
    english = language == "en"
    topics = "".join(
        f'<li><a class="chip" href="/questions?theme={slug}">{escape(topic_words(slug, language))}</a></li>'
        for slug in question.topics
    )
    outcome = ""
    if question.outcome_html:
        title = "What the asker decided" if english else "Ce qui a été décidé"
        outcome = f'<div class="outcome"><strong>{title}</strong>{question.outcome_html}</div>'
    state = STATE_WORDS[question.state][english]
    return (
        f'<ul class="chips"><li><span class="chip state {question.state}">{state}</span></li>'
        f'<li><span class="chip">{URGENCY_WORDS[question.urgency][english]}</span></li>{topics}</ul>{outcome}'
    )


def piece_json(question: QuestionFacts) -> str:
    """Return the JSON object of a question."""
    value = {
        "state": question.state.value,
        "urgency": question.urgency.value,
        "topics": list(question.topics),
        "answers": question.answers,
        "first_answer_at": question.first_answer_at.isoformat() if question.first_answer_at else None,
        "outcome": question.outcome or None,
    }
    return msgspec.json.encode(value).decode()
