"""What a thread as a whole gives away: names found in one of its posts, and how many people fit all that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.clock import now
from toctoc.privacy.rules.combination import quasi_identifiers, risk
from toctoc.privacy.rules.combination.quasi import Kind
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.patients import speaks_of_patient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.combination import Risk

# A thread is read this far: a bound on work.
MOST_TEXTS = 50
MOST_CHARACTERS = 60_000


def names_in(texts: Iterable[str], *, language: str = "fr") -> frozenset[str]:
    """Return the keys of the names found in ``texts`` of one thread, which the writer can see.

    They are given to the guard with the next text of the thread, or a new version of one, so that a name found once is
    found everywhere (see :class:`toctoc.privacy.rules.reading.Around`).
    """
    return frozenset(
        key(text[finding.start : finding.end])
        for text in _bounded(texts)
        for finding in inspect(text, language)
        if finding.kind == "name" and finding.level is not Level.LOOK
    )


def risk_of(texts: Iterable[str], *, language: str = "fr") -> Risk:
    """Return how many people fit what all ``texts`` of a thread say together."""
    today = now().date()
    return risk([quasi for text in _bounded(texts) for quasi in quasi_identifiers(text, language, today)])


def goes_on(said: Iterable[str], before: Iterable[str], *, language: str = "fr") -> bool:
    """Tell whether ``said`` adds to the story of a patient that was begun in ``before``: an age, a place, a job."""
    if not speaks_of_patient("\n".join(_bounded(before))):
        return False
    today = now().date()
    found = (quasi for text in _bounded(said) for quasi in quasi_identifiers(text, language, today))
    return any(quasi.kind is not Kind.SEX for quasi in found)


def _bounded(texts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    left = MOST_CHARACTERS
    for text in texts:
        if left <= 0 or len(kept) == MOST_TEXTS:
            break
        kept.append(text[:left])
        left -= len(text)
    return kept
