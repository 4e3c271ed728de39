"""Who lives in a demonstration world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from toctoc.config.world.chance import chance_for
from toctoc.config.world.names import Pseudonym, hospitals, pseudonym, pseudonyms
from toctoc.config.world.plan import Person, Proved
from toctoc.config.world.scales import PROFESSIONALS
from toctoc.people.rules.departments import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.world.scales import Scale

PASSWORD = "porte-ouverte-2042"  # noqa: S105 the demonstration's, printed at its start
FICTION = "Personnage fictif de la démonstration."
A_YEAR = timedelta(days=365)
# One in so many only declares a profession, or let its proof run out.
_DECLARES, _EXPIRES = 12, 17


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
    Star("marée basse", "patient", "patient@exemple.test", "patiente"),
    Star("Hôpital de l’Estran (fictif)", "hospital", "hopital@exemple.test", "hôpital"),
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
    "": (
        "J’exerce en équipe et j’aime qu’on m’explique.",
        "Ici pour demander et pour répondre.",
        "Quinze ans de terrain, des doutes tous les jours.",
        "Remplacements, domicile, tournées.",
        "Je forme des étudiants et ils me le rendent bien.",
        "J’écris court.",
        "",
    ),
}  # fmt: skip


def make_cast(scale: Scale, seed: int, start: datetime, end: datetime) -> list[Person]:
    """Return everybody, the stars first, moderation and administration last."""
    chance = chance_for("cast", seed)
    people = [_star(star, start, number) for number, star in enumerate(STARS)]
    taken = {person.pseudonym.handle for person in people}
    wanted = _roles(scale)
    for person in people:
        wanted[person.role] -= 1
    names = (found for found in pseudonyms(chance) if found.handle not in taken)
    houses = (found for found in hospitals() if found.handle not in taken)
    for role, count in wanted.items():
        for rank in range(count):
            named = next(houses) if role == "hospital" else next(names)
            people.append(_newcomer(chance, named, role, len(people), rank == 0, start, end))
    for person in people:
        if person.profession:
            person.proofs = _proofs(person, end)
    return [*people, *_team(start, len(people))]


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
    return Person(number, named, star.role, star.email, _note(star.words.capitalize() + "."), "29", start)


def _newcomer(
    chance: Random, named: Pseudonym, role: str, number: int, is_founder: bool, start: datetime, end: datetime
) -> Person:
    # Half were there from the beginning; a founder of each role is, so that its texts have somebody to say them.
    joined = start + timedelta(minutes=number)
    if not is_founder and role != "hospital" and chance.random() < 0.5:  # noqa: PLR2004 half
        span = (end - start - timedelta(days=20)) // timedelta(seconds=1)
        joined = start + timedelta(seconds=chance.randrange(span))
    kind = role if role in _NOTES else ""
    note = _note(chance.choice(_NOTES[kind]))
    department = chance.choice((*DEPARTMENTS, "")) if role != "hospital" else "29"
    return Person(number, named, role, f"{named.handle}@exemple.test", note, department, joined)


def _proofs(person: Person, end: datetime) -> list[Proved]:
    """Return a proof a year long and its renewals; none for some, no renewal for others."""
    is_known = person.number < len(STARS)
    if not is_known and person.number % _DECLARES == 5:  # noqa: PLR2004 any remainder
        return []
    since = person.joined + timedelta(minutes=30)
    proofs = [Proved(since, since + A_YEAR)]
    lets_go = not is_known and person.number % _EXPIRES == 3  # noqa: PLR2004 any remainder
    while proofs[-1].until < end + timedelta(days=30) and not lets_go:
        renewed = proofs[-1].until - timedelta(days=20)
        if renewed >= end:
            break
        proofs.append(Proved(renewed, renewed + A_YEAR))
    if lets_go and proofs[-1].until >= end:
        # Joined less than a year ago: the proof was recorded for a short time.
        proofs[-1] = Proved(since, since + (end - since) * 0.8)
    return proofs


def _team(start: datetime, number: int) -> Iterator[Person]:
    for rank, star in enumerate((MODERATOR, ADMINISTRATOR)):
        person = _star(star, start, number + rank)
        person.is_moderator = star is MODERATOR
        person.is_administrator = star is ADMINISTRATOR
        yield person


def _note(words: str) -> str:
    return f"{words} {FICTION}".strip()
