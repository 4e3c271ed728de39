"""Runs side by side: the same people and questions, one way of routing after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.questions.rules.simulation.behaviour import SCENARIOS, Behaviour
from toctoc.questions.rules.simulation.clock import Clock
from toctoc.questions.rules.simulation.course import Course
from toctoc.questions.rules.simulation.figures import Figures, figures_of
from toctoc.questions.rules.simulation.place import Setting, ask, populate
from toctoc.questions.rules.simulation.policy import PARTS, POLICIES, Policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

USUAL = "usual"
# Targets are judged on so many places, of the seed and those after it.
PLACES = 5
COMPARED = ("recency", "ours")


@dataclass(frozen=True, slots=True)
class Job:
    """A run to make: how people behave, who routes, and which of the places that follow from the seed."""

    scenario: str
    policy: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was made."""

    scenario: str
    policy: str
    place: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """Runs of one seed, with what they were made of."""

    seed: int
    people: int
    days: int
    runs: tuple[Run, ...]

    def figures(self, scenario: str, policy: str, place: int = 0) -> Figures:
        """Return the figures of one run; raise :class:`KeyError` when it was not made."""
        for run in self.runs:
            if (run.scenario, run.policy, run.place) == (scenario, policy, place):
                return run.figures
        raise KeyError((scenario, policy, place))

    def everywhere(self, policy: str) -> list[Figures]:
        """Return the figures of one way of routing in each usual place, in the order of the places."""
        return [run.figures for run in self.runs if (run.scenario, run.policy) == (USUAL, policy)]


def jobs_of_a_report() -> list[Job]:
    """Return every run of the report: each way in each scenario, ways without a part, two ways in more places."""
    every = [Job(scenario, policy) for scenario in SCENARIOS for policy in POLICIES]
    parts = [Job(USUAL, part) for part in PARTS]
    return [*every, *parts, *(Job(USUAL, policy, place) for place in range(1, PLACES) for policy in COMPARED)]


def simulated(job: Job, setting: Setting, seed: int, chance_for: Callable[[str, int], Random]) -> Run:
    """Make one run; the same seed makes the same people, questions and visits whoever routes."""
    behaviour: Behaviour = SCENARIOS[job.scenario]
    policy: Policy = {**POLICIES, **PARTS}[job.policy]
    seed += job.place
    members = populate(setting, behaviour, chance_for("simulated people", seed))
    asked = ask(setting, behaviour, members, chance_for("simulated questions", seed))
    course = Course(setting, behaviour, members, asked, policy, seed)
    record = course.run(chance_for("simulated visits", seed), chance_for("simulated choices", seed))
    return Run(job.scenario, job.policy, job.place, figures_of(record, Clock(setting)))
