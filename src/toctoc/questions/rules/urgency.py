"""How soon an answer is needed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Urgency(StrEnum):
    """The three answers to "when do you need it?"."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"


URGENCY_WORDS: dict[Urgency, tuple[str, str]] = {
    Urgency.NOW: ("Maintenant", "Now"),
    Urgency.TODAY: ("Aujourd’hui", "Today"),
    Urgency.WEEK: ("Cette semaine", "This week"),
}
# After this long without any answer the question says so, and its asker may knock again.
PATIENCE: dict[Urgency, timedelta] = {
    Urgency.NOW: timedelta(hours=24),
    Urgency.TODAY: timedelta(days=3),
    Urgency.WEEK: timedelta(days=10),
}
