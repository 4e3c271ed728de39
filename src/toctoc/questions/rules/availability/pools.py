"""What a pool of duty is for, and who may belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES, specialties_of
from toctoc.questions.rules.availability.hours import HERE

# The clocks of departments that are not on that of Paris (decree 2017-292, article 2).
_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}


@dataclass(frozen=True, slots=True)
class Aim:
    """For whom a pool answers: a department, a profession, one of its specialties; empty is any."""

    department: str = ""
    profession: str = ""
    specialty: str = ""

    @property
    def zone(self) -> str:
        """The clock on which its turns are laid."""
        return _ZONES.get(self.department, HERE)

    @property
    def narrowness(self) -> int:
        """How many of the three it names: the narrower is asked first."""
        return sum(bool(word) for word in (self.department, self.profession, self.specialty))

    def takes(self, profession: str, specialty: str) -> bool:
        """Tell whether whoever proved these belongs there; nobody does without a proof."""
        if not profession:
            return False
        return self.profession in {"", profession} and self.specialty in {"", specialty}

    def words(self, language: str) -> str:
        """Return "Médecin, cardiologie · Ille-et-Vilaine"."""
        english = language == "en"
        known = PROFESSIONS.get(self.profession)
        named = SPECIALTIES.get(self.specialty, ("", ""))[english]
        profession = (known.english_plural if english else known.french_plural) if known is not None else ""
        first = f"{profession}, {named}" if profession and named else profession or named
        return " · ".join(word for word in (first.capitalize(), DEPARTMENTS.get(self.department, "")) if word)


def checked_aim(department: str, profession: str, specialty: str) -> Aim:
    """Return what a pool is for; raise :class:`Invalid` for a word that nobody knows, or for none at all."""
    if department and department not in DEPARTMENTS:
        raise Invalid("Ce département n’est pas dans la liste.", field="department")
    if profession and profession not in PROFESSIONS:
        raise Invalid("Cette profession n’est pas dans la liste.", field="profession")
    if specialty and specialty not in {known.slug for known in specialties_of(profession)}:
        raise Invalid("Cette spécialité n’est pas de cette profession.", field="specialty")
    if not (department or profession):
        raise Invalid("Choisissez un département, une profession, ou les deux.", field="profession")
    return Aim(department, profession, specialty)
