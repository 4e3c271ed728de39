"""Who lives in a demonstration world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from toctoc.config.world.chance import chance_for
from toctoc.config.world.names import Pseudonym, hospitals, pseudonym, pseudonyms
from toctoc.config.world.plan import Person
from toctoc.config.world.proofs import prove_everybody
from toctoc.config.world.scales import PROFESSIONALS
from toctoc.people.rules.departments import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from toctoc.config.world.scales import Scale

PASSWORD = "porte-ouverte-2042"  # noqa: S105 the demonstration's, printed at its start
FICTION = "Personnage fictif de la démonstration."
# How many come after the beginning, and how long before the end at the latest.
_COME_LATER, _SETTLING = 0.5, timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Star:
    """Somebody whom the demonstration introduces: the same name and address in every world."""

    name: str
    role: str
    email: str
    words: str


# In the order in which the demonstration presents them.
STARS: tuple[Star, ...] = (
    Star("vent de terre", "doctor:general_practice", "medecin@exemple.test", "médecin généraliste"),
    Star("sable fin", "doctor:dermatology", "dermatologue@exemple.test", "dermatologue"),
    Star("tilleul bleu", "pharmacist", "pharmacie@exemple.test", "pharmacienne"),
    Star("lampe allumée", "nurse", "infirmiere@exemple.test", "infirmière"),
    Star("clé de voûte", "home_care_aide", "aide@exemple.test", "aide à domicile"),
    Star("plume légère", "student_nurse", "etudiante@exemple.test", "étudiante en soins infirmiers"),
    Star("marée basse", "patient", "patient@exemple.test", "patiente"),
    Star("Hôpital de l’Estran (fictif)", "hospital", "hopital@exemple.test", "hôpital"),
    Star("Service d’aide du Ponton (fictif)", "home_care_service", "service@exemple.test", "service d’aide à domicile"),
)
MODERATOR = Star("veilleuse du quai", "patient", "moderation@exemple.test", "modération")
ADMINISTRATOR = Star("gardien du phare", "patient", "administration@exemple.test", "administration")

_NOTES: dict[str, tuple[str, ...]] = {
    "patient": (
        "Je vis avec une maladie chronique et j’apprends encore.",
        "Ici pour comprendre et pour aider un peu.",
        "Patient curieux, lecteur patient.",
        "Je note tout dans un carnet.",
        "",
    ),
    "relative": (
        "J’aide mon père à rester chez lui.",
        "Parent d’un enfant suivi depuis la naissance.",
        "Proche aidante, parfois fatiguée, toujours là.",
        "J’accompagne ma sœur.",
        "",
    ),
    "hospital": ("Établissement de la démonstration : il n’existe pas.",),
}  # fmt: skip
_PROFESSIONAL_NOTES = (
    "J’exerce en équipe et j’aime qu’on m’explique.",
    "Ici pour demander et pour répondre.",
    "Quinze ans de terrain, des doutes tous les jours.",
    "Remplacements, domicile, tournées.",
    "Je forme des étudiants et ils me le rendent bien.",
    "J’écris court.",
    "",
)


def make_cast(scale: Scale, seed: int, start: datetime, end: datetime) -> list[Person]:
    """Return everybody, the stars first, moderation and administration last."""
    chance = chance_for("cast", seed)
    people = [_star(star, start, number) for number, star in enumerate(STARS)]
    wanted = _roles(scale)
    for person in people:
        wanted[person.role] = max(0, wanted.get(person.role, 0) - 1)
    _add_crowd(people, wanted, chance, start, end)
    prove_everybody(people, len(STARS), end)
    return [*people, *_team(start, len(people))]


def _add_crowd(people: list[Person], wanted: dict[str, int], chance: Random, start: datetime, end: datetime) -> None:
    """Add as many as ``wanted`` of each role, under names that nobody among ``people`` has."""
    taken = {person.pseudonym.handle for person in people}
    names = filter(lambda found: found.handle not in taken, pseudonyms(chance))
    houses = filter(lambda found: found.handle not in taken, hospitals())
    for role, count in wanted.items():
        for rank in range(count):
            is_hospital = role == "hospital"
            joined = start + timedelta(minutes=len(people))
            # The first of each role is there from the beginning, so that its texts have somebody to say them.
            if rank and not is_hospital:
                joined = _comes_later(chance, joined, end)
            people.append(_newcomer(chance, next(houses if is_hospital else names), role, len(people), joined))


def _comes_later(chance: Random, earliest: datetime, end: datetime) -> datetime:
    if chance.random() >= _COME_LATER:
        return earliest
    return earliest + timedelta(seconds=chance.randrange((end - earliest - _SETTLING) // timedelta(seconds=1)))


def by_role(people: list[Person]) -> dict[str, list[Person]]:
    """Return the people of each role, and those of each whole profession under its slug."""
    found: dict[str, list[Person]] = {}
    for person in people:
        if person.is_moderator or person.is_administrator:
            continue
        found.setdefault(person.role, []).append(person)
        if person.specialty:
            found.setdefault(person.profession, []).append(person)
    return found


def _roles(scale: Scale) -> dict[str, int]:
    relatives = scale.patients // 4
    return {
        **{role: count * scale.crowd for role, count in PROFESSIONALS.items()},
        "patient": scale.patients - relatives,
        "relative": relatives,
        "hospital": scale.hospitals,
    }


def _star(star: Star, start: datetime, number: int) -> Person:
    named = Pseudonym(pseudonym(star.name.partition(" (")[0]).handle, star.name)
    note, joined = _note(f"{star.words.capitalize()}."), start + timedelta(minutes=number)
    return Person(number, named, star.role, star.email, note, "29", joined)


def _newcomer(chance: Random, named: Pseudonym, role: str, number: int, joined: datetime) -> Person:
    note = _note(chance.choice(_NOTES.get(role, _PROFESSIONAL_NOTES)))
    department = chance.choice((*DEPARTMENTS, "")) if role != "hospital" else "29"
    return Person(number, named, role, f"{named.handle}@exemple.test", note, department, joined)


def _team(start: datetime, number: int) -> Iterator[Person]:
    for rank, star in enumerate((MODERATOR, ADMINISTRATOR)):
        person = _star(star, start, number + rank)
        person.is_moderator = star is MODERATOR
        person.is_administrator = star is ADMINISTRATOR
        yield person


def _note(words: str) -> str:
    return f"{words} {FICTION}".strip()
