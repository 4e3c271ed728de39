"""Who follows whom, and the small gestures of a demonstration world."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from toctoc.config.world.cast import STARS
from toctoc.config.world.chance import chance_for
from toctoc.config.world.hours import after
from toctoc.config.world.plan import Mark, Person, Plan, Reading, Stance, Thread, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.world.scales import Scale

# The followed thin out as 1 / rank^_TAIL: a few by thousands, many by nearly nobody.
_TAIL = 0.9
# How many look at their notifications at all.
_LOOKS = 0.8
# Readers that measures are made with, by their place among the patients: how many each follows.
MANY, SOME, ONE = 2_000, 200, 1


class Ties:
    """Fills a plan with follows, favourites, bookmarks and readings."""

    def __init__(self, plan: Plan, scale: Scale) -> None:
        self._plan, self._scale = plan, scale
        self._chance = chance_for("ties", plan.seed)
        self._people = plan.people
        self._every = [(thread, said) for thread in plan.threads for said in (thread.first, *thread.replies)]
        self._readers: dict[str, list[Person]] = {}

    def fill(self) -> Iterator[None]:
        """Write every tie into the plan; yields now and then, for a progress bar."""
        yield from self._follow()
        yield from self._favour()
        self._keep()
        self._stand()
        self._read()

    # Follows

    def _follow(self) -> Iterator[None]:
        chance, scale = self._chance, self._scale
        ranked = self._ranked()
        weights = list(accumulate(1 / (rank + 1) ** _TAIL for rank in range(len(ranked))))
        seen: set[tuple[int, int]] = set()
        special = self._special_readers(ranked, seen)
        readers = [person for person in self._people if person.number not in special]
        while len(seen) < scale.follows:
            [followee] = chance.choices(ranked, cum_weights=weights)
            follower = chance.choice(readers)
            self._tie(follower, followee, seen)
            yield
        self._plan.ties.sort(key=lambda tie: tie.moment)

    def _ranked(self) -> list[Person]:
        """Return everybody from the most to the least followed: stars, then those who say most, with some luck."""
        said = Counter(found.author.number for _, found in self._every)
        luck = {person.number: self._chance.random() for person in self._people}
        return sorted(
            self._people,
            key=lambda person: (
                person.number >= len(STARS),
                -(said[person.number] + 1) * luck[person.number],
                person.number,
            ),
        )

    def _follow_many(self, number: int, reader: Person, others: list[Person], seen: set[tuple[int, int]]) -> None:
        for followee in self._chance.sample([person for person in others if person is not reader], number):
            self._tie(reader, followee, seen)

    def _special_readers(self, ranked: list[Person], seen: set[tuple[int, int]]) -> set[int]:
        """Give the readers that measures are made with what they follow, on a scale that has room for it.

        They are found again by ``following_count``: one follows 2,000, one a single quiet account, four follow 200.
        """
        patients = [person for person in self._people if person.role == "patient" and person.joined < self._midway]
        if len(self._people) < 2 * MANY:
            return set()
        many, one, *some = patients[:6]
        self._follow_many(MANY, many, ranked, seen)
        for reader in some:
            self._follow_many(SOME, reader, ranked, seen)
        quiet = next(p for p in reversed(ranked) if p is not one)
        self._tie(one, quiet, seen)
        return {person.number for person in (many, one, *some)}

    @property
    def _midway(self) -> datetime:
        return self._plan.start + (self._plan.end - self._plan.start) / 2

    def _tie(self, follower: Person, followee: Person, seen: set[tuple[int, int]]) -> None:
        key = (follower.number, followee.number)
        if follower is followee or key in seen:
            return
        seen.add(key)
        moment = self._between(max(follower.joined, followee.joined) + timedelta(hours=2))
        self._plan.ties.append(Tie(moment, follower, followee))

    # Gestures

    def _favour(self) -> Iterator[None]:
        """Share the favourites out: most posts have few, some have many."""
        seen: set[tuple[int, int]] = set()
        weights = list(accumulate(self._chance.paretovariate(1.3) for _ in self._every))
        numbers = range(len(self._every))
        marks = self._plan.favours
        while len(marks) < self._scale.favourites:
            for number in self._chance.choices(numbers, cum_weights=weights, k=1_000):
                if len(marks) < self._scale.favourites:
                    self._mark(number, marks, seen)
                    yield
        marks.sort(key=lambda mark: mark.moment)

    def _keep(self) -> None:
        seen: set[tuple[int, int]] = set()
        marks = self._plan.keeps
        while len(marks) < self._scale.keeps:
            self._mark(self._chance.randrange(len(self._every)), marks, seen)
        marks.sort(key=lambda mark: mark.moment)

    def _mark(self, number: int, marks: list[Mark], seen: set[tuple[int, int]]) -> None:
        thread, said = self._every[number]
        actor = self._reader(thread)
        moment = after(said.moment, timedelta(minutes=self._chance.expovariate(1 / 400) + 1), self._chance)
        key = (number, actor.number)
        if key in seen or actor is said.author or moment >= self._plan.end or not _may_read(actor, thread, moment):
            return
        seen.add(key)
        marks.append(Mark(moment, actor, said))

    def _stand(self) -> None:
        """Follow one question in six, pass on one in twelve."""
        for thread in self._plan.threads:
            if not thread.is_question:
                continue
            self._stance(thread, self._plan.stances, 1 / 6)
            self._stance(thread, self._plan.passes, 1 / 12)
        followed = {(id(s.question), s.actor.number) for s in self._plan.stances}
        self._plan.passes = [s for s in self._plan.passes if (id(s.question), s.actor.number) not in followed]

    def _stance(self, thread: Thread, stances: list[Stance], share: float) -> None:
        if self._chance.random() >= share:
            return
        actor = self._reader(thread)
        spoke = {said.author.number for said in (thread.first, *thread.replies)}
        moment = after(thread.first.moment, timedelta(minutes=self._chance.expovariate(1 / 120)), self._chance)
        if actor.number not in spoke and moment < self._plan.end and _may_read(actor, thread, moment):
            stances.append(Stance(moment, actor, thread))

    def _read(self) -> None:
        """Most people have read their notifications up to some moment of the last fortnight."""
        for person in self._people:
            if person.joined < self._plan.end - timedelta(days=15) and self._chance.random() < _LOOKS:
                ago = timedelta(minutes=self._chance.randrange(30, 14 * 24 * 60))
                self._plan.readings.append(Reading(self._plan.end - ago, person))

    def _reader(self, thread: Thread) -> Person:
        """Return somebody who may well read the thread."""
        word = thread.audience
        if word not in self._readers:
            profession = word.partition(":")[2]
            found = [p for p in self._people if p.proofs and p.profession and profession in {"", p.profession}]
            self._readers[word] = self._people if word in {"public", "members"} else found
        return self._chance.choice(self._readers[word])

    def _between(self, earliest: datetime) -> datetime:
        room = max((self._plan.end - earliest) // timedelta(milliseconds=1) - 1, 1)
        start = min(earliest, self._plan.end - timedelta(seconds=1))
        return start + timedelta(milliseconds=self._chance.randrange(room))


def _may_read(person: Person, thread: Thread, moment: datetime) -> bool:
    if person.joined >= moment:
        return False
    return thread.audience in {"public", "members"} or person.is_proved_at(moment)
