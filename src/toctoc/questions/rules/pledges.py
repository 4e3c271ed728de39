"""Surveys and theses give back what they take: the two promises, when they fall due, when they are broken.

The rule is that of #DocTocToc: a questionnaire is passed on when its result is promised to all, in open access within
a year, with an answer in the thread that gives it back.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from toctoc.questions.rules.boosting.tokens import folded


class Survey(StrEnum):
    """What is asked of many peers at once."""

    SURVEY = "survey"
    THESIS = "thesis"


class PledgeState(StrEnum):
    """Where the two promises stand."""

    ASKED = "asked"
    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


KIND_WORDS: dict[Survey, tuple[str, str]] = {
    Survey.SURVEY: ("Enquête", "Survey"),
    Survey.THESIS: ("Questionnaire de thèse", "Thesis questionnaire"),
}
STATE_WORDS: dict[PledgeState, tuple[str, str]] = {
    PledgeState.ASKED: ("promesses attendues", "promises awaited"),
    PledgeState.OPEN: ("promesses en cours", "promises under way"),
    PledgeState.KEPT: ("promesses tenues", "promises kept"),
    PledgeState.LATE: ("résultat en retard", "result overdue"),
    PledgeState.BROKEN: ("promesses non tenues", "promises broken"),
}
WITHIN = timedelta(days=365)
# Before the year is over, on its last day, and before it counts as broken.
REMINDERS = (timedelta(days=-60), timedelta(days=-14), timedelta(0), timedelta(days=60))
BROKEN_AFTER = timedelta(days=90)

_ASKS_MANY = r"(?:questionnaire|enquete|sondage|survey|google forms?|limesurvey|framaforms?)"
_THESIS = re.compile(
    r"\b(?:ma|sa|notre|leur|my|our|de) (?:these|thesis|memoire)\b|\bthese (?:de|d'exercice|en)\b", re.ASCII
)
_SURVEY = re.compile(rf"\b{_ASKS_MANY}\b", re.ASCII)
_TAKES_PART = re.compile(
    r"\b(?:repondre|repondez|participer|participez|remplir|remplissez|minutes?|diffuse[rz]|partage[rz]|"
    r"answer|take part|fill|share)\b|https?://",
    re.ASCII,
)


def recognised(text: str) -> Survey | None:
    """Return whether a text asks many peers to take part in something, by its words."""
    words = folded(text)
    if not (_SURVEY.search(words) and _TAKES_PART.search(words)):
        return None
    return Survey.THESIS if _THESIS.search(words) else Survey.SURVEY


def state_at(due_at: datetime, now: datetime) -> PledgeState:
    """Return where promises stand that are not kept yet."""
    if now < due_at:
        return PledgeState.OPEN
    return PledgeState.LATE if now < due_at + BROKEN_AFTER else PledgeState.BROKEN


def reminders_due(due_at: datetime, now: datetime) -> int:
    """Return how many reminders should have been sent by now."""
    return sum(1 for after in REMINDERS if due_at + after <= now)
