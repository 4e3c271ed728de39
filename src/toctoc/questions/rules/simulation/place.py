"""Who lives on a simulated place, and what is asked there; drawn before any way of routing looks at it."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.candidate import Wanted
from toctoc.questions.rules.topics import EXPECTED_OF_SPECIALTY, TOPICS
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random
    from zoneinfo import ZoneInfo

    from toctoc.questions.rules.routing.fit import Fit
    from toctoc.questions.rules.simulation.behaviour import Behaviour

DAY = 24 * 60.0
_SURE = 0.9
_BUSIEST = 12.0
_LONGEST_LOAD = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when: how many of each role ("doctor:dermatology"), weights of hours and weekdays, topics by rank."""

    roles: Mapping[str, int]
    hours: tuple[int, ...]
    weekdays: tuple[float, ...]
    topics: tuple[str, ...]
    start: datetime
    place: ZoneInfo
    watched_days: int = 91
    before_days: int = 28

    @property
    def days(self) -> int:
        """How many days there are in all; the first ones let habits settle and are not counted."""
        return self.before_days + self.watched_days

    def midnight(self, day: int) -> float:
        """Return when a day begins on the clock on the wall, in minutes since the start."""
        here = self.start.astimezone(self.place)
        begins = datetime.combine(here.date() + timedelta(days=day), time(), self.place)
        return (begins.astimezone(UTC) - self.start) / timedelta(minutes=1)


@dataclass(slots=True)
class Member:
    """Somebody; times are minutes since the start."""

    number: int
    profession: str
    specialty: str
    joined: float
    visits: float
    willingness: float
    shift: int
    has_alerts: bool
    declares_hours: bool
    daily_load: int | None
    interests: frozenset[str]
    # What happened to them.
    invited: int = 0
    answered_invitations: int = 0
    answers: int = 0
    recent: float = 0.0
    last_answer: float | None = None
    fatigue: float = 0.0
    tired_at: float = 0.0
    days_invited: deque[int] = field(default_factory=deque)
    answered_topics: dict[str, int] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: what it is about, what routing is told of it, and how long its asker waits."""

    number: int
    moment: float
    asker: int
    about: Wanted
    told: Wanted
    waits: float


def populate(setting: Setting, behaviour: Behaviour, chance: Random) -> list[Member]:
    """Return everybody; newcomers join in the days that are watched."""
    members: list[Member] = []
    for role, count in setting.roles.items():
        profession, _, specialty = role.partition(":")
        members += [
            _member(len(members) + rank, profession, specialty, setting, behaviour, chance) for rank in range(count)
        ]
    return members


def ask(setting: Setting, behaviour: Behaviour, members: list[Member], chance: Random) -> list[Asked]:
    """Return the questions in the order of time: by hour and weekday, topics by their rank (Zipf)."""
    weights = [1 / rank**behaviour.zipf for rank in range(1, len(setting.topics) + 1)]
    topics = list(accumulate(weights))
    busy = list(accumulate(member.visits for member in members))
    hours = list(accumulate(setting.hours))
    mean = sum(setting.weekdays) / len(setting.weekdays)
    moments = []
    for day in range(setting.days):
        weekday = (setting.start.astimezone(setting.place) + timedelta(days=day)).weekday()
        count = poisson(behaviour.questions_per_day * setting.weekdays[weekday] / mean, chance)
        begins = setting.midnight(day)
        moments += [
            begins + chance.choices(range(24), cum_weights=hours)[0] * 60 + chance.random() * 60 for _ in range(count)
        ]
    asked = []
    for number, moment in enumerate(sorted(moments)):
        [asker] = chance.choices(members, cum_weights=busy)
        if asker.joined > moment:
            asker = members[0]
        found = chance.choices(setting.topics, cum_weights=topics, k=1 + (chance.random() < behaviour.second_topic))
        about = _wanted(tuple(dict.fromkeys(found)), asker, behaviour, chance)
        told = _told(about, setting, topics, behaviour, chance)
        waits = chance.expovariate(1 / (behaviour.waits_hours[about.urgency] * 60))
        asked.append(Asked(number, moment, asker.number, about, told, waits))
    return asked


def willing(member: Member, about: Wanted, fit: Fit, behaviour: Behaviour) -> float:
    """Return how likely somebody answers who reads a question, before fatigue; nothing when it is not theirs."""
    if not fit.may_answer(member.profession):
        return 0.0
    if fit.is_close(member.profession, member.specialty) or not member.interests.isdisjoint(about.topics):
        return member.willingness
    near = fit.is_neighbour(member.profession, member.specialty)
    return member.willingness * (behaviour.fit_neighbour if near else behaviour.fit_other)


def poisson(mean: float, chance: Random) -> int:
    """Return a number of independent events (Knuth), for small means."""
    count, left = 0, chance.random()
    bar = math.exp(-mean)
    while left > bar:
        count += 1
        left *= chance.random()
    return count


def _member(
    number: int, profession: str, specialty: str, setting: Setting, behaviour: Behaviour, chance: Random
) -> Member:
    busy = chance.gauss(0, 1)
    # Half of the spread of willingness goes with that of visits.
    wish = math.sqrt(0.5) * busy + math.sqrt(0.5) * chance.gauss(0, 1)
    is_silent = chance.random() < behaviour.silent
    willingness = behaviour.willingness * math.exp(behaviour.willingness_spread * wish)
    comes_later = chance.random() < behaviour.newcomers
    joins = (setting.before_days + chance.random() * setting.watched_days) * DAY
    return Member(
        number=number,
        profession=profession,
        specialty=specialty,
        joined=joins if comes_later and number else 0.0,
        visits=min(_BUSIEST, behaviour.visits_per_day * math.exp(behaviour.visits_spread * busy)),
        willingness=0.0 if is_silent else min(_SURE, willingness),
        shift=max(-3, min(3, round(chance.gauss(0, 1.2)))),
        has_alerts=chance.random() < behaviour.has_alerts,
        declares_hours=chance.random() < behaviour.declares_hours,
        daily_load=chance.randint(1, _LONGEST_LOAD) if chance.random() < behaviour.declares_load else None,
        interests=frozenset(chance.choices(list(TOPICS), k=behaviour.hidden_interests)),
    )


def _wanted(topics: tuple[str, ...], asker: Member, behaviour: Behaviour, chance: Random) -> Wanted:
    known = sorted(slug for slug, expected in EXPECTED_OF_SPECIALTY.items() if topics[0] in expected)
    has_specialty = bool(known) and chance.random() < behaviour.with_specialty
    is_closed = chance.random() < behaviour.of_one_profession
    drawn = chance.random()
    urgency = Urgency.WEEK
    if drawn < behaviour.urgency_now:
        urgency = Urgency.NOW
    elif drawn < behaviour.urgency_now + behaviour.urgency_today:
        urgency = Urgency.TODAY
    return Wanted(
        topics=topics,
        professions=frozenset({asker.profession}) if is_closed else frozenset(),
        specialties=(chance.choice(known),) if has_specialty else (),
        department="",
        language="fr",
        urgency=urgency,
        kind="opinion",
    )


def _told(about: Wanted, setting: Setting, topics: list[float], behaviour: Behaviour, chance: Random) -> Wanted:
    """Return what routing is told: at times another first topic than the right one, and no specialty then."""
    [other] = chance.choices(setting.topics, cum_weights=topics)
    if chance.random() >= behaviour.mislabelled:
        return about
    return Wanted(
        topics=tuple(dict.fromkeys((other, *about.topics[1:]))),
        professions=about.professions,
        specialties=(),
        department=about.department,
        language=about.language,
        urgency=about.urgency,
        kind=about.kind,
    )
