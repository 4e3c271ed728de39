"""A month in words, for seals: the day would tell more than the reader needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_words(day: date, language: str) -> str:
    """Return "mars 2026" or "March 2026"."""
    names = _ENGLISH if language == "en" else _FRENCH
    return f"{names[day.month - 1]} {day.year}"
