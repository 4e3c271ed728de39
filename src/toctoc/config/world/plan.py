"""What will happen in a demonstration world, before any row of it exists.

A plan is plain objects that point at each other. Two performers make it true, by the services
(``by_services``) and by bulk rows (``in_bulk``); a test holds that they make the same world.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.people.rules.professions import INSTITUTIONS, PROFESSIONS

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.names import Pseudonym


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof of a profession or an institution: from when to when, by which way, on whose word."""

    since: datetime
    until: datetime
    path: str
    grounds: tuple[Person, ...] = ()


@dataclass(slots=True)
class Person:
    """Somebody, or an institution.

    ``role`` is a profession, with a specialty like ``doctor:dermatology``, an institution like ``hospital``, or
    ``patient`` or ``relative``.
    """

    number: int
    pseudonym: Pseudonym
    role: str
    email: str
    note: str
    department: str
    joined: datetime
    proofs: list[Proved] = field(default_factory=list)
    is_moderator: bool = False
    is_administrator: bool = False

    @property
    def profession(self) -> str:
        """The slug of the profession, empty for those who have none."""
        slug = self.role.partition(":")[0]
        return slug if slug in PROFESSIONS else ""

    @property
    def institution(self) -> str:
        """The slug of what an organisation is, empty for people."""
        return self.role if self.role in INSTITUTIONS else ""

    @property
    def specialty(self) -> str:
        """The slug of a physician's specialty."""
        return self.role.partition(":")[2]

    def is_proved_at(self, moment: datetime) -> bool:
        """Tell whether the profession is proved at ``moment``."""
        return bool(self.profession) and self.stands_at(moment)

    def stands_at(self, moment: datetime) -> bool:
        """Tell whether a proof lasts at ``moment``, of a profession or of an institution."""
        return any(proof.since <= moment < proof.until for proof in self.proofs)


@dataclass(slots=True)
class Said:
    """A post: ``to`` is what it replies to; ``voice`` is empty where the author's standing chooses."""

    moment: datetime
    author: Person
    text: str
    voice: str
    to: Said | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The asker says where the question stands."""

    moment: datetime
    state: str
    outcome: str = ""


@dataclass(slots=True)
class Thread:
    """A first post and its replies, in the order of time; with topics when it is a question."""

    first: Said
    audience: str
    replies: list[Said] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    urgency: str = ""
    moves: list[Moved] = field(default_factory=list)
    # When nobody answered in time.
    gave_up: datetime | None = None

    @property
    def is_question(self) -> bool:
        """Whether the first post knocks."""
        return bool(self.topics)


@dataclass(frozen=True, slots=True)
class Tie:
    """``follower`` follows ``followee``."""

    moment: datetime
    follower: Person
    followee: Person


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody found a post useful, or kept it."""

    moment: datetime
    actor: Person
    said: Said


@dataclass(frozen=True, slots=True)
class Stance:
    """Somebody follows a question, or leaves it to others."""

    moment: datetime
    actor: Person
    question: Thread


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read their notifications."""

    moment: datetime
    actor: Person


@dataclass(slots=True)
class Plan:
    """Everything, each list in the order of time."""

    start: datetime
    end: datetime
    seed: int
    # Nobody remembers being told of what is older.
    noticed_since: datetime
    people: list[Person] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    favours: list[Mark] = field(default_factory=list)
    keeps: list[Mark] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    passes: list[Stance] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def posts_count(self) -> int:
        """Return how many posts there will be."""
        return len(self.threads) + sum(len(thread.replies) for thread in self.threads)
