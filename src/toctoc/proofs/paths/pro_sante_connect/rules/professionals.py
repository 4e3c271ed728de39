"""What Pro Santé Connect says of a professional, down to what a proof needs.

The shape is that of its ``userinfo`` answer: ``SubjectNameID`` is the national identifier (12 figures for RPPS), and
``SubjectRefPro.exercices`` lists what the person may practise: ``codeProfession`` (nomenclature TRE_G15 and its
sisters), ``codeCategorieProfessionnelle`` (TRE_R09: C civil, M military, E student), ``codeSavoirFaire`` (SM26, …).
Names, addresses and places of work are in it too, and are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from toctoc.people.rules.professions import profession_with_code, specialty_with_code
from toctoc.proofs.paths.pro_sante_connect.rules.faults import Distrusted, unsure

REGISTER = "fr"
PRACTISING, STUDYING = frozenset({"C", "M"}), "E"
_IDENTIFIER = re.compile(r"[0-9A-Za-z]{8,40}")
# More than anybody has: a longer list is not one of professions.
MOST_PRACTICES = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A profession that the person may prove: slugs."""

    profession: str
    specialty: str


@dataclass(frozen=True, slots=True)
class Professional:
    """Whom the provider named: the identifier, for its digest alone, and what they may prove."""

    identifier: str = field(repr=False)
    choices: tuple[Choice, ...]


def professional_of(claims: dict[str, Any]) -> Professional:
    """Return whom the claims are about; raises :class:`Distrusted` when they name nobody, or no profession."""
    identifier = claims.get("SubjectNameID")
    if not isinstance(identifier, str) or not _IDENTIFIER.fullmatch(identifier):
        raise unsure("identifier")
    register = claims.get("SubjectRefPro")
    practices = register.get("exercices") if isinstance(register, dict) else None
    listed = practices[:MOST_PRACTICES] if isinstance(practices, list) else []
    found = [choice for practice in listed if (choice := _choice_of(practice)) is not None]
    if not found:
        raise Distrusted(
            "Pro Santé Connect ne vous connaît pas d’exercice que ce serveur sache lire. Il n’y a donc pas de preuve.",
            "no profession",
        )
    return Professional(identifier.upper(), tuple(dict.fromkeys(found)))


def _choice_of(practice: object) -> Choice | None:
    """Return what one practice proves; a category that is neither practising nor studying proves nothing."""
    if not isinstance(practice, dict):
        return None
    category = _text(practice, "codeCategorieProfessionnelle")
    profession = profession_with_code(REGISTER, _text(practice, "codeProfession"), category)
    if not profession or category not in {*PRACTISING, STUDYING}:
        return None
    return Choice(profession, specialty_with_code(REGISTER, _text(practice, "codeSavoirFaire"), profession))


def _text(practice: dict[str, Any], name: str) -> str:
    value = practice.get(name)
    return value.strip() if isinstance(value, str) else ""
