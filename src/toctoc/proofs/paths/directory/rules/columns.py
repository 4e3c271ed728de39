"""The columns of the open file of French health professionals (``PS_LibreAcces_Personne_activite``).

Published by the national agency for digital health (ANS), open licence 2.0: fields between vertical bars, no quoting,
a first line of 56 names. Columns are found by name, so their order is free and new ones change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from toctoc.kernel.errors import Invalid

BAR = "|"
KIND = "Type d'identifiant PP"
IDENTIFIER = "Identification nationale PP"
LAST = "Nom d'exercice"
FIRST = "Prénom d'exercice"
PROFESSION = "Code profession"
CATEGORY = "Code catégorie professionnelle"
SPECIALTY = "Code savoir-faire"
MAILBOX = "Adresse e-mail (coord. structure)"
_MISSING = (
    "La colonne « %(column)s » manque dans l’en-tête : ce fichier n’est pas celui de l’annuaire, ou sa forme a changé. "
    "Rien n’est importé."
)
_TWICE = "La colonne « %(column)s » est deux fois dans l’en-tête. Rien n’est importé."
NEEDED = (KIND, IDENTIFIER, LAST, FIRST, PROFESSION, CATEGORY, SPECIALTY, MAILBOX)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each needed column is, and how many there are."""

    width: int
    places: tuple[int, ...]


def layout_of(header: str) -> Layout:
    """Return where the needed columns are; raise :class:`Invalid` naming the first that is missing or there twice."""
    names = [name.strip() for name in header.split(BAR)]
    for needed in NEEDED:
        if names.count(needed) != 1:
            raise Invalid(_TWICE if needed in names else _MISSING, field="file", column=needed)
    return Layout(len(names), tuple(names.index(needed) for needed in NEEDED))
