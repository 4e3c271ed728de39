"""Fictional professionals, as Pro Santé Connect would speak of them. Nobody has these names or numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toctoc.people.rules.registers import RPPS_TYPE, luhn_holds

# A real RPPS number begins with 10.
FICTIONAL = "99"


@dataclass(frozen=True, slots=True)
class Practice:
    """One thing somebody practises, by the codes of the national directory."""

    profession: str
    specialty: str = ""
    category: str = "C"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to choose: ``words`` say in French what they are; ``rank`` makes their number."""

    slug: str
    rank: int
    given_name: str
    family_name: str
    words: str
    practices: tuple[Practice, ...]

    @property
    def identifier(self) -> str:
        """The national identifier: the type, then a number whose last digit holds."""
        stem = f"{FICTIONAL}{self.rank:08d}"
        return RPPS_TYPE + next(stem + last for last in "0123456789" if luhn_holds(stem + last))

    @property
    def subject(self) -> str:
        """The ``sub`` of tokens; the real one holds the identifier too."""
        return f"f:demonstration:{self.identifier}"


PEOPLE: dict[str, Person] = {
    person.slug: person
    for person in (
        Person("generaliste", 70_000_001, "Camille", "Fictif-Un", "médecin généraliste", (Practice("10", "SM54"),)),
        Person("dermatologue", 70_000_002, "Dominique", "Fictif-Deux", "dermatologue", (Practice("10", "SM15"),)),
        Person("infirmier", 70_000_003, "Sacha", "Fictif-Trois", "infirmière ou infirmier", (Practice("60"),)),
        Person("pharmacien", 70_000_004, "Alix", "Fictif-Quatre", "pharmacienne ou pharmacien", (Practice("21"),)),
        Person(
            "etudiant",
            70_000_005,
            "Noa",
            "Fictif-Cinq",
            "étudiante ou étudiant en médecine",
            (Practice("10", category="E"),),
        ),
        Person(
            "deux-professions",
            70_000_006,
            "Charlie",
            "Fictif-Six",
            "sage-femme et infirmière, deux professions",
            (Practice("50"), Practice("60")),
        ),
        Person("sans-profession", 70_000_007, "Lou", "Fictif-Sept", "sans exercice connu", ()),
    )
}


def claims_of(person: Person) -> dict[str, Any]:
    """Return what ``userinfo`` says of somebody: names and places too, as the real one does."""
    return {
        "sub": person.subject,
        "preferred_username": person.identifier,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "SubjectNameID": person.identifier,
        "SubjectOrganization": "CABINET FICTIF",
        "SubjectRole": [f"{practice.profession}^1.2.250.1.213.1.1.5.5" for practice in person.practices],
        "SubjectRefPro": {
            "codeCivilite": "",
            "exercices": [_exercise(person, practice) for practice in person.practices],
        },
        "otherIds": [{"identifiant": person.identifier, "origine": "RPPS", "qualite": 1}],
    }


def _exercise(person: Person, practice: Practice) -> dict[str, Any]:
    return {
        "codeProfession": practice.profession,
        "codeCategorieProfessionnelle": practice.category,
        "codeCiviliteDexercice": "",
        "nomDexercice": person.family_name,
        "prenomDexercice": person.given_name,
        "codeTypeSavoirFaire": "S" if practice.specialty else "",
        "codeSavoirFaire": practice.specialty,
        "activities": [
            {"codeModeExercice": "L", "codeSecteurDactivite": "SA07", "raisonSocialeSite": "CABINET FICTIF"}
        ],
    }
