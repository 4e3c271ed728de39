"""A question as apps show it that know only statuses: a line before its text, a card, and facts under our own key."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from toctoc.questions.rules.life import STATE_WORDS, State
from toctoc.questions.rules.topics import topic_words
from toctoc.questions.rules.urgency import URGENCY_WORDS, Urgency

_WORDS = {"fr": ("Question", "réponse", "réponses"), "en": ("Question", "answer", "answers")}


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """What of a question stands in its status."""

    state: str
    urgency: str
    topics: tuple[str, ...]
    answers: int
    outcome: str


def prefix_of(asked: AskedFacts, language: str) -> str:
    """Return the line before the text, in the question's language: "Question · ouverte · dermatologie"."""
    return f"<p>{escape(' · '.join(_said(asked, language)))}</p>"


def card_of(asked: AskedFacts, language: str, address: str) -> dict[str, object]:
    """Return a PreviewCard (https://docs.joinmastodon.org/entities/PreviewCard/) that tells where a question stands."""
    _, one, many = _WORDS[_known(language)]
    answers = f"{asked.answers} {one if asked.answers == 1 else many}"
    return {
        "url": address,
        "title": " · ".join(_said(asked, language)),
        "description": asked.outcome or answers,
        "language": language,
        "type": "link",
        "author_name": "",
        "author_url": "",
        "authors": [],
        "provider_name": "Toctoc",
        "provider_url": "",
        "html": "",
        "width": 0,
        "height": 0,
        "image": None,
        "image_description": "",
        "embed_url": "",
        "blurhash": None,
        "published_at": None,
    }


def asked_of(asked: AskedFacts) -> dict[str, object]:
    """Return the facts for apps that know questions."""
    return {
        "state": asked.state,
        "urgency": asked.urgency,
        "topics": list(asked.topics),
        "answers": asked.answers,
        "outcome": asked.outcome or None,
    }


def _said(asked: AskedFacts, language: str) -> list[str]:
    known = _known(language)
    is_english = known == "en"
    topics = [topic_words(slug, known) for slug in asked.topics]
    return [
        _WORDS[known][0],
        STATE_WORDS[State(asked.state)][is_english],
        URGENCY_WORDS[Urgency(asked.urgency)][is_english],
        *topics,
    ]


def _known(language: str) -> str:
    return language if language in _WORDS else "fr"
