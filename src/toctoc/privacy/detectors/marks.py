"""What a model says of a text, and what the guard makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.merging import merged

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that a model named, in code points of the text it was given, and the label it gave."""

    start: int
    end: int
    label: str


class Model(Protocol):
    """What reads a text and marks it; made once, asked many times, by one process."""

    def find(self, text: str) -> list[Mark]:
        """Return what stands out in ``text``."""
        ...


# Labels of models that were trained to take identifiers out (EDS-Pseudo, i2b2, GLiNER's usual ones), by our kinds.
_IDENTIFIERS = {
    "nom": "name", "prenom": "name", "name": "name", "person": "name", "patient": "name", "doctor": "name",
    "date": "date", "date_naissance": "birth", "dob": "birth", "adresse": "address", "address": "address",
    "ville": "commune", "city": "commune", "zip": "postcode", "mail": "email", "email": "email", "tel": "phone",
    "phone": "phone", "phone number": "phone", "secu": "nir", "ipp": "patient_number", "nda": "patient_number",
    "hopital": "hospital", "hospital": "hospital",
}  # fmt: skip
# Labels of models of the language at large: they see names everywhere, so that alone they only ask for a look.
_GENERAL = {"per": "name", "loc": "commune", "org": "hospital", "gpe": "commune"}
_REASON = "Un modèle de langue y voit un nom ou un lieu."


def added(text: str, found: list[Finding], marks: Iterable[Mark]) -> list[Finding]:
    """Return ``found`` and what ``marks`` add: never fewer findings, nor weaker ones.

    A person seen by a general model where the rules explain nothing is proposed for masking; elsewhere such a model
    asks for a look. What a model trained on identifiers marks is proposed for masking.
    """
    doubtful = [f for f in found if f.level is Level.LOOK]
    more = [finding for mark in marks if (finding := _finding(text, mark, doubtful)) is not None]
    return merged(text, [*found, *more])


def _finding(text: str, mark: Mark, doubtful: list[Finding]) -> Finding | None:
    label = mark.label.removeprefix("B-").removeprefix("I-").lower()
    if not 0 <= mark.start < mark.end <= len(text):
        return None
    if label in _IDENTIFIERS:
        return Finding(mark.start, mark.end, _IDENTIFIERS[label], Level.MASK, _REASON)
    if label not in _GENERAL:
        return None
    agrees = label == "per" and any(f.start < mark.end and mark.start < f.end for f in doubtful)
    return Finding(mark.start, mark.end, _GENERAL[label], Level.MASK if agrees else Level.LOOK, _REASON)
