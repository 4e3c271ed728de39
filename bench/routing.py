"""Choosing whom to invite among 100,000 people: no index, everybody looked at."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from bench.figures import Figure
from toctoc.people.rules.professions import PROFESSIONS, specialties_of
from toctoc.questions.rules.routing.candidate import Candidate, Wanted
from toctoc.questions.rules.routing.choice import choose
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from random import Random

PEOPLE, SEATS, ROUNDS = 100_000, 12, 7
WANTED = Wanted(
    topics=("dermatologie", "diagnostic"),
    professions=frozenset(),
    specialties=("dermatology",),
    department="75",
    language="fr",
    urgency=Urgency.NOW,
    kind="opinion",
)


def measure() -> list[Figure]:
    """Return the CPU time of one choice, the best of some: the time the work takes on a quiet machine."""
    chance = random.Random(1)
    people = [drawn(number, chance) for number in range(PEOPLE)]
    taken = []
    for seed in range(ROUNDS):
        begun = time.thread_time()
        chosen = choose(people, WANTED, SEATS, chance=random.Random(seed))
        taken.append((time.thread_time() - begun) * 1_000)
        if len(chosen) != SEATS:
            raise SystemExit("Not every seat was taken.")
    return [Figure("CPU to choose 12 of 100,000", min(taken), "ms", at_most=150)]


def drawn(number: int, chance: Random) -> Candidate:
    """Return somebody with a life of their own."""
    profession = chance.choice([*PROFESSIONS, "doctor", "doctor", "nurse"])
    has_answered = _happens(60, chance)
    return Candidate(
        actor_id=number,
        profession=profession,
        specialty=chance.choice([specialty.slug for specialty in specialties_of(profession)] or [""]),
        department=f"{chance.randint(1, 95):02}",
        languages=frozenset({"fr"} if _happens(90, chance) else {"en"}),
        is_available=_happens(80, chance),
        is_on_duty=_happens(1, chance),
        daily_load=chance.choice((None, None, None, 1, 3)),
        invited_today=(today := chance.choice((0, 0, 0, 1, 2))),
        invited_this_week=today + chance.choice((0, 1, 3)),
        answered_recently=chance.expovariate(0.3) if has_answered else 0.0,
        answered_ever=chance.randint(1, 50) if has_answered else 0,
        last_answer_hours=chance.expovariate(0.01) if has_answered else None,
        likeness=chance.expovariate(0.2) if _happens(10, chance) else 0.0,
        reply_rate=chance.random() if has_answered else None,
        is_newcomer=_happens(10, chance),
    )


def _happens(times: int, chance: Random) -> bool:
    """Tell whether what happens so many times of a hundred happens."""
    return chance.randrange(100) < times
