"""Months of a simulated place, event by event: questions, waves, alerts, visits, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush, nlargest
from itertools import accumulate, count
from math import exp, exp2
from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.fit import Circle, Fit
from toctoc.questions.rules.routing.habits import decayed, is_newcomer
from toctoc.questions.rules.routing.times import due
from toctoc.questions.rules.routing.waves import AGAIN, PLAN
from toctoc.questions.rules.simulation.clock import Clock
from toctoc.questions.rules.simulation.luck import delay, luck
from toctoc.questions.rules.simulation.people import candidate_of
from toctoc.questions.rules.simulation.place import DAY, Asked, Member, Setting, poisson, willing
from toctoc.questions.rules.simulation.policy import Pool
from toctoc.questions.rules.urgency import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from toctoc.questions.rules.routing.candidate import Candidate
    from toctoc.questions.rules.routing.waves import Step
    from toctoc.questions.rules.simulation.behaviour import Behaviour
    from toctoc.questions.rules.simulation.policy import Policy

# How many of those who answered last are looked at.
_LATELY = 300
_WAKES, _SLEEPS = 7, 23
_NOTICES, _ANSWERS, _WRITES = range(3)
_WEEK = 7


@dataclass(slots=True)
class Open:
    """A question while it lives."""

    asked: Asked
    fit: Fit
    told: Fit
    until: float
    first_answer: float | None = None
    answerers: set[int] = field(default_factory=set)
    invited: set[int] = field(default_factory=set)
    # How much of their willingness each profession and specialty has for it.
    wishes: dict[tuple[str, str], float] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """What happened in the days that are watched."""

    questions: list[Open] = field(default_factory=list)
    invitations: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    replied: int = 0
    to_newcomers: int = 0
    by_newcomers: int = 0
    newcomers: set[int] = field(default_factory=set)
    newcomers_who_answered: set[int] = field(default_factory=set)


class Course:
    """One run of one way of routing."""

    def __init__(
        self,
        setting: Setting,
        behaviour: Behaviour,
        members: list[Member],
        asked: list[Asked],
        policy: Policy,
        seed: int,
    ) -> None:
        self._setting, self._behaviour, self._policy, self._seed = setting, behaviour, policy, seed
        self._members = members
        self._clock = Clock(setting)
        self._agenda: list[tuple[float, int, Callable[..., None], tuple[object, ...]]] = []
        self._order = count()
        self._questions: list[Open] = []
        self._watched = setting.midnight(setting.before_days)
        self.record = Record(invitations=[0] * len(members), answers=[0] * len(members))
        self._asked = asked
        self._groups = _grouped(members)
        self._answered_on: dict[str, set[int]] = {}

    def run(self, visits: Random, choices: Random) -> Record:
        """Live through all days; ``visits`` is the same for every way of routing, ``choices`` is the router's own."""
        self._choices = choices
        for question in self._asked:
            self._at(question.moment, self._ask, question)
        for day in range(self._setting.days + 1):
            self._plan_visits(day, visits)
            self._live_until(self._setting.midnight(day + 1))
        self._live_until(float("inf"))
        return self.record

    # Events

    def _at(self, minute: float, happens: Callable[..., None], *what: object) -> None:
        heappush(self._agenda, (minute, next(self._order), happens, what))

    def _live_until(self, minute: float) -> None:
        while self._agenda and self._agenda[0][0] < minute:
            now, _, happens, what = heappop(self._agenda)
            happens(now, *what)

    def _plan_visits(self, day: int, chance: Random) -> None:
        setting = self._setting
        begins, hours = setting.midnight(day), list(accumulate(setting.hours))
        weekday = self._clock.wall(begins + DAY / 2).weekday
        busy = setting.weekdays[weekday] * _WEEK / sum(setting.weekdays)
        for member in self._members:
            if not member.willingness:
                continue
            for _ in range(poisson(member.visits * busy, chance)):
                [hour] = chance.choices(range(24), cum_weights=hours)
                self._at(begins + ((hour + member.shift) % 24 + chance.random()) * 60, self._visit, member)

    def _ask(self, now: float, asked: Asked) -> None:
        patience = PATIENCE[asked.about.urgency].total_seconds() / 60
        question = Open(asked, Fit(asked.about), Fit(asked.told), now + patience)
        self._questions.append(question)
        if now >= self._watched:
            self.record.questions.append(question)
        if self._policy.pool is not Pool.NOBODY:
            moment = self._clock.moment(now)
            for step in (*PLAN[asked.told.urgency], AGAIN[asked.told.urgency]):
                when = self._clock.minute(due(moment, step.after, asked.told.urgency, self._setting.place))
                self._at(max(now, when), self._invite, question, step)

    def _invite(self, now: float, question: Open, step: Step) -> None:
        if question.first_answer is not None or now >= question.until:
            return
        for number in self._chosen(now, question, step):
            question.invited.add(number)
            self._tell(now, question, self._members[number])

    def _tell(self, now: float, question: Open, member: Member) -> None:
        wall, behaviour = self._clock.wall(now), self._behaviour
        self._count_invitation(now, member, wall.day)
        if member.has_alerts and _WAKES <= (wall.hour - member.shift) % 24 < _SLEEPS:
            drawn = luck(member.number, question.asked.number, _NOTICES, self._seed)
            self._at(now + delay(behaviour.notice, behaviour.notice_spread, drawn), self._read, question, member)
        else:
            member.pending.append(question.asked.number)

    def _visit(self, now: float, member: Member) -> None:
        if member.joined > now:
            return
        waiting, member.pending = member.pending, []
        for number in waiting:
            self._read(now, self._questions[number], member)
        newest = len(self._questions)
        first = max(member.seen, newest - self._behaviour.browsed)
        member.seen = newest
        for question in self._questions[first:]:
            if member.number not in question.invited:
                self._consider(now, question, member, self._behaviour.browsing)

    def _read(self, now: float, question: Open, member: Member) -> None:
        """Read an invitation: answer, or be a little more tired of them."""
        behaviour = self._behaviour
        answers = self._consider(now, question, member, 1.0)
        self._rest(now, member)
        member.fatigue += behaviour.fatigue_answered if answers else behaviour.fatigue_ignored
        member.answered_invitations += answers
        self.record.replied += answers and question.asked.moment >= self._watched

    def _answer(self, now: float, question: Open, member: Member) -> None:
        if question.first_answer is None:
            question.first_answer = now
        is_new = is_newcomer((now - member.joined) / DAY, member.answers) and member.joined > 0
        if now >= self._watched:
            self.record.answers[member.number] += 1
            self.record.by_newcomers += is_new
            if member.number in self.record.newcomers:
                self.record.newcomers_who_answered.add(member.number)
        hours = (now - (member.last_answer or 0.0)) / 60
        member.recent = decayed(member.recent, hours) + 1
        member.last_answer = now
        member.answers += 1
        for topic in question.asked.about.topics:
            member.answered_topics[topic] = member.answered_topics.get(topic, 0) + 1
            self._answered_on.setdefault(topic, set()).add(member.number)

    # Minds

    def _consider(self, now: float, question: Open, member: Member, urge: float) -> bool:
        """Tell whether somebody who reads a question answers it; they then write."""
        asked, behaviour = question.asked, self._behaviour
        number = member.number
        if now >= question.until or number in question.answerers or number == asked.asker or not member.willingness:
            return False
        odds = self._willing(question, member) * urge / (1 + len(question.answerers) / behaviour.crowding)
        if not odds or luck(number, asked.number, _ANSWERS, self._seed) >= odds:
            return False
        self._rest(now, member)
        if luck(number, asked.number, _ANSWERS, self._seed) >= odds * exp(-member.fatigue):
            return False
        question.answerers.add(number)
        writing = delay(behaviour.writing, behaviour.writing_spread, luck(number, asked.number, _WRITES, self._seed))
        self._at(now + writing, self._answer, question, member)
        return True

    def _willing(self, question: Open, member: Member) -> float:
        if not member.interests.isdisjoint(question.asked.about.topics):
            return willing(member, question.asked.about, question.fit, self._behaviour)
        group = member.profession, member.specialty
        wish = question.wishes.get(group)
        if wish is None:
            full = willing(member, question.asked.about, question.fit, self._behaviour)
            wish = question.wishes[group] = full / member.willingness
        return wish * member.willingness

    def _rest(self, now: float, member: Member) -> None:
        days = (now - member.tired_at) / DAY
        member.fatigue *= exp2(-days / self._behaviour.fatigue_half_life_days)
        member.tired_at = now

    # Routing

    def _chosen(self, now: float, question: Open, step: Step) -> list[int]:
        """Return whom our rules, or others, choose among those whom an index finds."""
        pick, told = self._policy.pick, question.asked.told
        if self._policy.pool is Pool.LATELY:
            if step.circle in {Circle.PARTNERS, Circle.DUTY}:
                return []
            answered = [
                m for m in self._members if m.last_answer is not None and question.told.may_answer(m.profession)
            ]
            latest = nlargest(_LATELY, answered, key=lambda m: m.last_answer or 0.0)
            return pick(step, self._candidates(now, question, latest), told, self._choices)
        chosen: list[int] = []
        if step.circle in {Circle.SPECIALTY, Circle.NEIGHBOURS}:
            near = self._candidates(now, question, self._near(question, step.circle))
            chosen = pick(step, near, told, self._choices)
        if len(chosen) < step.size and step.circle not in {Circle.PARTNERS, Circle.DUTY}:
            chosen = pick(step, self._candidates(now, question, self._members), told, self._choices)
        return chosen

    def _near(self, question: Open, circle: Circle) -> list[Member]:
        fit = question.told
        belongs = fit.is_close if circle is Circle.SPECIALTY else fit.is_neighbour
        numbers = {number for group, found in self._groups.items() if belongs(*group) for number in found}
        if circle is Circle.NEIGHBOURS:
            numbers.update(*(self._answered_on.get(topic, ()) for topic in question.asked.about.topics))
        return [self._members[number] for number in sorted(numbers)]

    def _candidates(self, now: float, question: Open, members: list[Member]) -> list[Candidate]:
        wall = self._clock.wall(now)
        out = question.invited | question.answerers | {question.asked.asker}
        return [
            candidate_of(member, now, wall, question.asked.about.topics)
            for member in members
            if member.joined <= now and member.number not in out and question.told.may_answer(member.profession)
        ]

    def _count_invitation(self, now: float, member: Member, today: int) -> None:
        member.invited += 1
        member.days_invited.append(today)
        if now >= self._watched:
            self.record.invitations[member.number] += 1
            if member.joined > 0 and is_newcomer((now - member.joined) / DAY, member.answers):
                self.record.to_newcomers += 1
                self.record.newcomers.add(member.number)


def _grouped(members: list[Member]) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for member in members:
        groups.setdefault((member.profession, member.specialty), []).append(member.number)
    return groups
