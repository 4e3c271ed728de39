"""How simulated people behave: every assumption in one place, chosen before any way of routing was tuned.

``SOURCES`` says where each comes from; the report prints it whole. What no publication tells is an assumption and is
varied in :data:`SCENARIOS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The numbers of a simulated place; shares lie between 0 and 1, delays are medians in minutes."""

    # Questions
    questions_per_day: float = 25.0
    urgency_now: float = 0.2
    urgency_today: float = 0.35
    zipf: float = 1.0
    second_topic: float = 0.4
    with_specialty: float = 0.4
    of_one_profession: float = 0.25
    mislabelled: float = 0.15
    waits_hours: Mapping[str, float] = field(default_factory=lambda: {"now": 2.0, "today": 12.0, "week": 96.0})
    # Who is there
    silent: float = 0.5
    newcomers: float = 0.25
    visits_per_day: float = 1.0
    visits_spread: float = 0.9
    has_alerts: float = 0.5
    declares_hours: float = 0.4
    declares_load: float = 0.1
    # Who answers
    willingness: float = 0.12
    willingness_spread: float = 1.0
    hidden_interests: int = 2
    fit_neighbour: float = 0.5
    fit_other: float = 0.2
    # What one sees without being invited
    browsed: int = 12
    browsing: float = 0.22
    crowding: float = 4.0
    # Delays
    notice: float = 6.0
    notice_spread: float = 1.3
    writing: float = 5.0
    writing_spread: float = 0.8
    # Being asked
    fatigue_answered: float = 0.05
    fatigue_ignored: float = 0.10
    fatigue_half_life_days: float = 7.0


# Field, words, where it comes from.
SOURCES: tuple[tuple[str, str, str], ...] = (
    ("questions_per_day", "questions a day", "more than 400 a month on #DocTocToc in 2018 (13 a day), doubled"),
    ("urgency_now", "wanted now", "assumption"),
    ("urgency_today", "wanted today", "assumption"),
    ("zipf", "Zipf exponent of topics", "assumption; topics ranked as in the demonstration’s texts"),
    ("second_topic", "with a second topic", "assumption"),
    ("with_specialty", "ask for a specialty", "assumption"),
    ("of_one_profession", "for the asker’s profession alone", "demonstration’s texts: 11 % and more"),
    ("mislabelled", "with a wrong topic", "assumption; routing never sees the right one"),
    ("waits_hours", "hours an asker waits, mean", "assumption; exponential"),
    ("silent", "never answer anybody", "below the 75 % who never posted in four health networks (van Mierlo 2014)"),
    ("newcomers", "join while we watch", "assumption"),
    ("visits_per_day", "visits a day, median", "assumption; lognormal"),
    ("visits_spread", "spread of visits", "assumption; σ of the logarithm"),
    ("has_alerts", "let alerts through", "assumption"),
    ("declares_hours", "declare their hours", "assumption; 8:00–20:00 on weekdays, an hour or so around it"),
    ("declares_load", "say how many a day", "assumption; one to three"),
    ("willingness", "answer when asked about their field, median", "assumption; lognormal, at most 0.9"),
    ("willingness_spread", "spread of willingness", "assumption; half of it goes with visits"),
    ("hidden_interests", "interests nobody declared", "assumption; two topics each"),
    ("fit_neighbour", "as willing outside, near their field", "assumption"),
    ("fit_other", "as willing far from it", "assumption"),
    ("browsed", "newest questions looked at in a visit", "assumption"),
    ("browsing", "as willing when not asked", "set so that the list alone answers 89 to 90.5 % (theses of Lille)"),
    ("crowding", "answers that halve the wish to add one", "assumption"),
    ("notice", "minutes to notice an alert, median", "assumption: minutes; by day only, else at the next visit"),
    ("notice_spread", "spread of it", "assumption"),
    ("writing", "minutes to write an answer", "5 minutes in tele-expertise (Omnidoc 2019)"),
    ("writing_spread", "spread of it", "assumption"),
    ("fatigue_answered", "weight of an invitation answered", "assumption: odds fall by e to this"),
    ("fatigue_ignored", "weight of one ignored", "assumption: twice as heavy"),
    ("fatigue_half_life_days", "days until half of it is forgotten", "assumption"),
)

USUAL = Behaviour()
# The same place where one thing is otherwise.
SCENARIOS: dict[str, Behaviour] = {
    "usual": USUAL,
    "half the willingness": replace(USUAL, willingness=USUAL.willingness / 2),
    "no newcomers": replace(USUAL, newcomers=0.0),
    "twice the questions": replace(USUAL, questions_per_day=USUAL.questions_per_day * 2),
    "twice the fatigue": replace(
        USUAL, fatigue_answered=USUAL.fatigue_answered * 2, fatigue_ignored=USUAL.fatigue_ignored * 2
    ),
    "few alerts": replace(USUAL, has_alerts=USUAL.has_alerts / 2),
}
