"""The cards that stand under a post: the numbers of an emergency, or whom to ask instead of a stranger."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from toctoc.privacy.rules.emergencies import CARDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.emergencies import Card, Number

CONSULTATION = "consultation"
_SOURCE = {"fr": "Source de ces numéros", "en": "Source of these numbers"}
_ASK = {
    "fr": (
        "Ce service n’est pas une téléconsultation",
        (
            "Personne ici ne peut dire ce que vous avez ni quoi prendre. Demandez à votre médecin ou à un pharmacien."
            " Si rien n’est ouvert, appelez le 15, ou le 116 117 là où il existe. Ici, on partage ce que l’on a vécu."
        ),
    ),
    "en": (
        "This service is not a teleconsultation",
        (
            "Nobody here can say what you have or what to take. Ask your doctor or a pharmacist. When nothing is open,"
            " call 15, or 116 117 where it exists. Here, people share what they lived through."
        ),
    ),
}


def cards_html(slugs: Iterable[str], language: str) -> str:
    """Return the cards as they stand under a post; they work without a script."""
    return "".join(_asked(language) if slug == CONSULTATION else _card(CARDS[slug], language) for slug in slugs)


def cards_json(slugs: Iterable[str]) -> list[dict[str, object]]:
    """Return the cards as our API gives them (``rules.shapes.OrientationShape``), in both languages."""
    return [_told(slug) for slug in slugs]


def _card(card: Card, language: str) -> str:
    numbers = "".join(f"<li>{_number(number, language)}</li>" for number in card.numbers)
    source = f'<a class="small" href="{escape(card.source)}" rel="noreferrer">{_SOURCE[language]}</a>'
    return (
        f'<aside class="notice warning" data-card-of="{card.slug}"><div><p><b>{escape(card.title[language])}</b></p>'
        f'<p>{escape(card.advice[language])}</p><ul class="rows">{numbers}</ul><p>{source}</p></div></aside>'
    )


def _number(number: Number, language: str) -> str:
    scheme = "sms" if number.by_text else "tel"
    words = escape(number.words(language))
    return f'<a class="btn" href="{scheme}:{number.dial}"><b>{escape(number.shown)}</b></a> {words}'


def _asked(language: str) -> str:
    title, words = _ASK[language]
    return (
        f'<aside class="notice" data-card-of="{CONSULTATION}"><div><p><b>{escape(title)}</b></p>'
        f"<p>{escape(words)}</p></div></aside>"
    )


def _told(slug: str) -> dict[str, object]:
    if slug == CONSULTATION:
        fr, en = _ASK["fr"], _ASK["en"]
        return {"slug": slug, "title": {"fr": fr[0], "en": en[0]}, "advice": {"fr": fr[1], "en": en[1]}, "numbers": []}
    card = CARDS[slug]
    numbers = [{"dial": one.dial, "by_text": one.by_text, "fr": one.fr, "en": one.en} for one in card.numbers]
    return {"slug": slug, "title": dict(card.title), "advice": dict(card.advice), "numbers": numbers}
