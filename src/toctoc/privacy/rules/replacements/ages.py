"""Instead of an exact age over 89, the group that health data may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.figures import plain
from toctoc.privacy.rules.lazy import lazy

if TYPE_CHECKING:
    from datetime import date

_ADJECTIVE = lazy(r"[\s\-]years?[\s\-]old")
_FRENCH_UNIT = lazy(r"(?:ans?|annees?|printemps|a\.?)$")


def over_89(written: str, language: str, _today: date) -> tuple[str, ...]:
    """Return "plus de 89 ans" or its English, with the unit that was written: "96-year-old" → "over-89-year-old"."""
    bare = plain(written)
    if _FRENCH_UNIT.search(bare) or (language != "en" and "y" not in bare):
        return ("plus de 89 ans",)
    if _ADJECTIVE.search(bare):
        return ("over-89-year-old",) if "-" in bare else ("over 89 years old",)
    return ("over 89 years",) if "year" in bare else ("over 89",)
