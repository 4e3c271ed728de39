"""What may stand instead of what the guard found, so that a text keeps its meaning: one file per kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.replacements.ages import over_89
from toctoc.privacy.rules.replacements.masks import mask
from toctoc.privacy.rules.replacements.places import commune, hospital, job_place, postcode, rare_place
from toctoc.privacy.rules.replacements.times import birth, moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from toctoc.privacy.rules.findings import Finding

    # From what was written, the language of the text and today: what may stand instead, the best first.
    Ways = Callable[[str, str, date], tuple[str, ...]]

WAYS: dict[str, Ways] = {
    "birth": birth,
    "date": moment,
    "age": over_89,
    "commune": commune,
    "postcode": postcode,
    "hospital": hospital,
    "job_place": job_place,
    "rare_place": rare_place,
}


def best(kind: str, written: str, language: str, today: date) -> str:
    """Return what best stands instead of ``written``; the mask of its kind when nothing keeps more meaning."""
    return _ways(kind, written, language, today)[0]


def alternatives(finding: Finding, text: str, language: str, today: date) -> tuple[str, ...]:
    """Return all that may stand instead of a ``finding`` of ``text``, the best first, each once, its mask last."""
    written = text[finding.start : finding.end]
    ways = _ways(finding.kind, written, language, today)
    return tuple(dict.fromkeys([finding.replacement, *ways] if finding.replacement else ways))


def _ways(kind: str, written: str, language: str, today: date) -> tuple[str, ...]:
    ways = WAYS[kind](written, language, today) if kind in WAYS else ()
    return (*ways, mask(kind, language))
