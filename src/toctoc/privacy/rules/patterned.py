"""What detectors of numbers share: where they look, and what they say of a stretch of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.public import within
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

_FIGURE = lazy("[0-9]")
_NOT_FIGURES = lazy("[^0-9]+")
# A quantity, not an identity: the unit behind a number.
_UNIT = lazy(
    r"\s?(?:%|°|degres?\b|/|x\s|mg|µg|μg|mcg|ug\b|g\b|kg|ml|cl\b|dl\b|l\b|ui\b|iu\b|u\b|mui|mmol|mol"
    r"|nmol|pmol|mmhg|kcal|cal\b|kj|cm|mm\b|m\b|km"
    r"|bpm|hz|gy|euros?\b|€|\$|k€|copies|cell|leuco|plaq|gb\b|gr\b|hab|pers|patient|cas\b"
    r"|femmes?\b|hommes?\b|enfant|sujets?\b"
    r"|resident|habitant|individu|participant|naissance|adult|people|women|men\b|children"
    r"|ans\b|an\b|mois\b|jours?\b|j\b|h\b|heures?|min\b|s\b|sec|years?|months?|days?|fois\b"
    r"|pas\b)"
)


def has_figures(reading: Reading) -> bool:
    """Tell whether anything in a text reads as a figure."""
    return _FIGURE.search(reading.figures.text) is not None


def figures_of(written: str) -> str:
    """Return the figures of a number without what stands between them."""
    return _NOT_FIGURES.sub("", written)


def measures(text: str, end: int) -> bool:
    """Tell whether a unit follows ``end``."""
    return _UNIT.match(text, end) is not None


def is_public(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a stretch of ``reading.figures`` belongs to a number that names nobody."""
    return within(reading.public, start, end)


def finding(reading: Reading, span: tuple[int, int], kind: str, level: Level, reason: str) -> Finding:
    """Return what to say of a ``span`` of ``reading.figures``: where it stands in the text, and what may replace it."""
    return typed(reading, reading.figures.span(*span), kind, level, reason)


def typed(reading: Reading, span: tuple[int, int], kind: str, level: Level, reason: str) -> Finding:
    """Return what to say of a ``span`` of ``reading.text``."""
    instead = best(kind, reading.text[slice(*span)], reading.language, reading.around.today)
    return Finding(*span, kind, level, reason, instead)
