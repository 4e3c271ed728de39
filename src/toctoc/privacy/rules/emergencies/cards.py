"""The emergency cards: which numbers help, in French and in English.

Numbers and hours are those of service-public.fr ("Quels sont les numéros en cas d’urgence et les numéros d’écoute ?",
sheet F33954) and, for poisons, of the national page of the poison centres, both as read in November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKED_ON = "2026-11-22"
PUBLIC_SERVICE = "https://www.service-public.fr/particuliers/vosdroits/F33954"
POISON_CENTRES = "https://centres-antipoison.net"


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as dialled and as shown, with what answers there in French and in English."""

    dial: str
    shown: str
    fr: str
    en: str
    by_text: bool = False

    def words(self, language: str) -> str:
        """Return what answers there."""
        return self.en if language == "en" else self.fr


@dataclass(frozen=True, slots=True)
class Card:
    """What to show when a text speaks of one danger; ``source`` says where its numbers are published."""

    slug: str
    title: Mapping[str, str]
    advice: Mapping[str, str]
    numbers: tuple[Number, ...]
    source: str = PUBLIC_SERVICE
    checked_on: str = CHECKED_ON


def _said(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


SAMU = Number("15", "15", "Samu : urgence médicale, jour et nuit", "Samu: medical emergency, day and night")
EUROPE = Number("112", "112", "Urgences, partout en Europe", "Emergencies, anywhere in Europe")
IN_WRITING = Number(
    "114",
    "114",
    "Par SMS, si l’on entend mal ou si l’on ne peut pas parler",
    "By text message, if you cannot hear or speak",
    by_text=True,
)
POLICE = Number("17", "17", "Police et gendarmerie, danger immédiat", "Police, immediate danger")
SUICIDE = Number(
    "3114",
    "3114",
    "Prévention du suicide : gratuit, jour et nuit, pour soi ou pour un proche",
    "Suicide prevention: free, day and night, for yourself or for somebody else",
)
CHILDREN = Number(
    "119",
    "119",
    "Enfance en danger : gratuit, jour et nuit, n’apparaît pas sur les factures",
    "Children in danger: free, day and night, shown on no bill",
)
WOMEN = Number(
    "3919",
    "3919",
    "Violences faites aux femmes : gratuit, anonyme, jour et nuit",
    "Violence against women: free, anonymous, day and night",
)
# Emergency lines of the eight centres, as their common page lists them.
CENTRES = tuple(
    Number("".join(shown.split()), shown, f"Centre antipoison de {town}", f"Poison centre of {town}")
    for town, shown in (
        ("Angers", "02 41 48 21 21"),
        ("Bordeaux", "05 56 96 40 80"),
        ("Lille", "08 00 59 59 59"),
        ("Lyon", "04 72 11 69 11"),
        ("Marseille", "04 91 75 25 25"),
        ("Nancy", "03 83 22 50 50"),
        ("Paris", "01 40 05 48 48"),
        ("Toulouse", "05 61 77 74 47"),
    )
)

CARDS: Mapping[str, Card] = {
    card.slug: card
    for card in (
        Card(
            "vital",
            _said("Si une vie est en danger, appelez maintenant", "If a life is in danger, call now"),
            _said(
                "Ici, personne ne peut répondre à temps. Au téléphone, un médecin dit quoi faire en attendant.",
                "Nobody here can answer in time. On the phone, a doctor says what to do while you wait.",
            ),
            (SAMU, EUROPE, IN_WRITING),
        ),
        Card(
            "suicide",
            _said("Quelqu’un peut vous écouter tout de suite", "Somebody can listen to you right now"),
            _said(
                "Vous n’avez pas à porter cela seul. Si le danger est immédiat, appelez le 15.",
                "You need not carry this alone. If the danger is immediate, call 15.",
            ),
            (SUICIDE, SAMU, IN_WRITING),
        ),
        Card(
            "children",
            _said("Un enfant est peut-être en danger", "A child may be in danger"),
            _said(
                "Des professionnels écoutent les enfants et les adultes. Un doute suffit pour appeler.",
                "Professionals listen to children and adults. A doubt is enough to call.",
            ),
            (CHILDREN, POLICE, IN_WRITING),
        ),
        Card(
            "violence",
            _said("Face à la violence, vous pouvez être aidé", "Facing violence, you can be helped"),
            _said(
                "Si le danger est immédiat, appelez le 17, ou écrivez au 114.",
                "If the danger is immediate, call 17, or text 114.",
            ),
            (POLICE, WOMEN, IN_WRITING),
        ),
        Card(
            "poison",
            _said(
                "En cas d’intoxication, appelez sans attendre les signes", "After a poisoning, call before signs appear"
            ),
            _said(
                "Ne faites pas vomir et ne donnez rien à boire. Si la personne respire mal ou ne répond plus : 15.",
                "Do not make the person vomit, and give nothing to drink. If they breathe badly or do not answer: 15.",
            ),
            (SAMU, *CENTRES, IN_WRITING),
            POISON_CENTRES,
        ),
    )
}
