"""The piece that a question adds to its post: state, topics, urgency, outcome. Pure functions to text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import msgspec

from toctoc.questions.rules.asking import ANSWERERS_WORDS, SEAL_WORDS, Answerers, Seal
from toctoc.questions.rules.life import STATE_WORDS, State
from toctoc.questions.rules.topics import topic_words
from toctoc.questions.rules.urgency import URGENCY_WORDS, Urgency

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What of a question is shown with its post; what ends in ``html`` is safe, empty unless closed."""

    question_id: int
    state: State
    urgency: Urgency
    topics: tuple[str, ...]
    answers: int
    first_answer_at: datetime | None
    outcome: str
    outcome_html: str
    what_happened: str = ""
    what_happened_html: str = ""
    answerers: str = Answerers.READERS.value
    seal: str = Seal.NONE.value
    # How many people were told, counted only for a question that nobody answered.
    told: int = 0


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
    if question.what_happened_html:
        title = "What happened" if english else "Ce qui s’est passé"
        outcome += f'<div class="outcome"><strong>{title}</strong>{question.what_happened_html}</div>'
    state = STATE_WORDS[question.state][english]
    return (
        f'<ul class="chips"><li><span class="chip state {question.state}">{state}</span></li>'
        f'<li><span class="chip">{URGENCY_WORDS[question.urgency][english]}</span></li>'
        f"{_how_answered(question, language)}{topics}</ul>{_unheard(question, language)}{outcome}"
    )


def _unheard(question: QuestionFacts, language: str) -> str:
    """Return how many were told of a question that nobody answered, so that a list of them says what was tried."""
    if question.state is not State.UNANSWERED or not question.told:
        return ""
    if language == "en":
        words = f"{question.told} {'peer' if question.told == 1 else 'peers'} told, no answer yet"
    else:
        s = "" if question.told == 1 else "s"
        words = f"{question.told} confrère{s} prévenu{s}, pas encore de réponse"
    return f'<p class="small soft">{words}</p>'


def _how_answered(question: QuestionFacts, language: str) -> str:
    """Return the chips that say who answers and whether answers are sealed; none for most questions."""
    english, words = language == "en", []
    if question.answerers == Answerers.PROFESSIONALS:
        words.append(ANSWERERS_WORDS[Answerers.PROFESSIONALS][english])
    if question.seal == Seal.SEALED:
        words.append(SEAL_WORDS[Seal.SEALED][english])
    return "".join(f'<li><span class="chip">{word}</span></li>' for word in words)


def piece_json(question: QuestionFacts) -> str:
    """Return the JSON object of a question."""
    value = {
        "state": question.state.value,
        "urgency": question.urgency.value,
        "topics": list(question.topics),
        "answers": question.answers,
        "first_answer_at": question.first_answer_at.isoformat() if question.first_answer_at else None,
        "outcome": question.outcome or None,
        "what_happened": question.what_happened or None,
        "answerers": question.answerers,
        "sealed": question.seal == Seal.SEALED,
    }
    return msgspec.json.encode(value).decode()
