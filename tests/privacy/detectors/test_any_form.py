"""Numbers drawn in any form: word, grouping, sign, slip of the hand and what stands around them, at random."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 120
WORDS = {
    "iban": ("IBAN", "iban :", "mon IBAN est le", "RIB", "IBAN n°", "Iban=", "virement sur"),
    "nir": ("NIR", "n° sécu", "sécu :", "numéro de sécurité sociale", "n° SS", "carte vitale", "NIR n°"),
    "rpps": ("RPPS", "n° RPPS", "rpps :", "RPPS n°", "identifiant RPPS", "mon RPPS est le"),
    "patient": (
        "IPP", "IPP :", "NDA", "n° de dossier", "dossier n°", "n° séjour", "séjour n°", "MRN", "MRN:",
        "identifiant patient",
        "n° d'adhérent", "contrat n°", "sinistre n°", "facture n°", "hospital number", "patient ID", "étiquette n°",
        "n° de mutuelle", "réf. dossier",
    ),
    "phone": ("tél", "Tel :", "portable", "joignable au", "mobile", "appelez le", "mon numéro :", "fax"),
}  # fmt: skip
AROUND = (
    ("", ""),
    ("(", ")"),
    ("« ", " »"),
    ("Bonjour, ", "."),
    ("— ", ", merci"),
    ("\n", "\n"),
    ("[", "]"),
    ("vu ; ", " ;"),
)
GROUPS = {
    "iban": ((4,) * 8, (27,), (2, 2, 5, 5, 11, 2), (4, 4, 4, 4, 11)),
    "nir": ((1, 2, 2, 2, 3, 3, 2), (15,), (13, 2), (3, 4, 3, 3, 2), (5, 5, 5), (1, 4, 2, 6, 2)),
    "rpps": ((11,), (2, 3, 3, 3), (5, 6), (3, 4, 4), (1, 2, 2, 2, 2, 2)),
    "patient": ((8,), (2, 3, 3), (4, 4), (3, 3, 2), (1, 7), (2, 6)),
    "phone": ((2,) * 5, (10,), (4, 2, 2, 2), (1, 3, 3, 3), (4, 3, 3), (2, 4, 4)),
}
START = {"iban": "FR76", "nir": "299", "rpps": "1099", "patient": "", "phone": "0639980"}
LENGTH = {"iban": 27, "nir": 15, "rpps": 11, "patient": 8, "phone": 10}


def drawn(kind: str, chance: Random) -> tuple[str, str]:
    """Return a text and the number in it."""
    number = START[kind]
    number += "".join(chance.choice("123456789") for _ in range(LENGTH[kind] - len(number)))
    if kind == "patient":
        number = chance.choice(("", "", "B", "KP", "L")) + number
    if chance.random() < 0.2:
        number = slip(kind, number, chance)
    sign = chance.choice((" ", " ", "", ".", "-", "\u00a0", "/") if kind != "patient" else (" ", "", ".", "-", "/"))
    pieces, start = [], 0
    for size in chance.choice(GROUPS[kind]):
        pieces.append(number[start : start + size])
        start += size
    written = sign.join(piece for piece in [*pieces, number[start:]] if piece)
    before, after = chance.choice(AROUND)
    return f"{before}{chance.choice(WORDS[kind])} {written}{after}", written


def slip(kind: str, number: str, chance: Random) -> str:
    """Return a number with a figure mistyped, lost or doubled."""
    place = chance.randrange(len(START[kind]), len(number))
    slips: tuple[Callable[[], str], ...] = (
        lambda: number[:place] + chance.choice("123456789") + number[place + 1 :],
        lambda: number[:place] + number[place + 1 :],
        lambda: number[:place] + number[place] + number[place:],
    )
    return chance.choice(slips)()


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_a_number_beside_its_word_is_hidden_whatever_its_form(kind: str) -> None:
    chance = Random(f"any form of {kind}")
    leaks = [text for text, written in (drawn(kind, chance) for _ in range(DRAWS)) if not is_hidden(text, written)]
    assert leaks == []


def is_hidden(text: str, written: str) -> bool:
    start = text.rindex(written)
    covered = {
        place for found in inspect(text) if found.level is not Level.LOOK for place in range(found.start, found.end)
    }
    return all(place in covered or not text[place].isalnum() for place in range(start, start + len(written)))
