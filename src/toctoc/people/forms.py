"""Lists that forms offer, in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language, gettext

from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES

Choices = list[tuple[str, str]]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def profession_choices() -> Choices:
    """Return professions in the language of the page, after the choice of none."""
    english = _is_english()
    named = [(slug, p.english if english else p.french) for slug, p in PROFESSIONS.items()]
    return [("", gettext("Aucune : patient, proche, curieux")), *named]


def specialty_choices() -> Choices:
    """Return specialties in the language of the page, after the choice of none."""
    english = _is_english()
    return [("", gettext("Aucune")), *((slug, words[english]) for slug, words in SPECIALTIES.items())]
