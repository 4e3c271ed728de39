"""In which language a page is being answered."""

from __future__ import annotations

from django.utils.translation import get_language


def page_language() -> str:
    """Return the language of the page, of the two that cards are prepared in."""
    return "en" if (get_language() or "").startswith("en") else "fr"
