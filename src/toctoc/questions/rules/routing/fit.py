"""How near a profession and a specialty are to what a question wants, and the circles that follow from it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.questions.rules.topics import EXPECTED_OF_PROFESSION, EXPECTED_OF_SPECIALTY, expected_topics

if TYPE_CHECKING:
    from toctoc.questions.rules.routing.candidate import Candidate, Wanted


class Circle(StrEnum):
    """Whom a wave reaches, from the nearest to the furthest."""

    SPECIALTY = "specialty"
    NEIGHBOURS = "neighbours"
    PROFESSION = "profession"
    PARTNERS = "partners"
    DUTY = "duty"


class Fit:
    """What one question wants, looked up once for each profession and specialty rather than once for each person."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._specialties = frozenset(wanted.specialties)
        self._topics = frozenset(wanted.topics)
        self._near = self._topics.union(*(EXPECTED_OF_SPECIALTY.get(slug, ()) for slug in wanted.specialties))
        self._nearness: dict[tuple[str, str], tuple[float, float]] = {}

    def nearness(self, profession: str, specialty: str) -> tuple[float, float]:
        """Return whether the specialty is asked for, and the share of the topics these people are waited for on."""
        found = self._nearness.get((profession, specialty))
        if found is None:
            shared = self._topics.intersection(expected_topics(profession, specialty))
            found = (
                float(specialty in self._specialties),
                len(shared) / len(self._topics) if self._topics else 0.0,
            )
            self._nearness[profession, specialty] = found
        return found

    def may_answer(self, profession: str) -> bool:
        """Tell whether the audience has this profession."""
        return not self._wanted.professions or profession in self._wanted.professions

    def is_close(self, profession: str, specialty: str) -> bool:
        """Tell whether the question is one they are waited for on; true for everybody when it says nothing of it."""
        if not self._specialties and not self._topics:
            return True
        return any(self.nearness(profession, specialty))

    def is_neighbour(self, profession: str, specialty: str) -> bool:
        """Tell whether what they, or their whole profession, are waited for touches what the question is about."""
        expected = (*EXPECTED_OF_SPECIALTY.get(specialty, ()), *EXPECTED_OF_PROFESSION.get(profession, ()))
        return self.is_close(profession, specialty) or not self._near.isdisjoint(expected)


def is_in(circle: Circle, candidate: Candidate, fit: Fit) -> bool:
    """Tell whether a wave to ``circle`` reaches ``candidate``; each circle holds the nearer ones.

    Somebody who answered what is like this question is a neighbour, whatever their specialty. Partner servers have
    their own people: nobody here is among them.
    """
    if not fit.may_answer(candidate.profession):
        return False
    match circle:
        case Circle.SPECIALTY:
            return fit.is_close(candidate.profession, candidate.specialty)
        case Circle.NEIGHBOURS:
            return candidate.likeness > 0 or fit.is_neighbour(candidate.profession, candidate.specialty)
        case Circle.PROFESSION:
            return True
        case Circle.DUTY:
            return candidate.is_on_duty
        case Circle.PARTNERS:
            return False
