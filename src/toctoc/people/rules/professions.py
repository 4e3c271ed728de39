"""The professions an actor may declare and prove, their specialties, and what an organisation can prove to be.

They are data: one file per country in ``countries/``, read once when the program starts. What a file says:
:mod:`toctoc.people.rules.country`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.catalogue import read_catalogue

if TYPE_CHECKING:
    from toctoc.people.rules.country import Profession, Specialty

COUNTRIES = Path(__file__).parent / "countries"
_CATALOGUE = read_catalogue(COUNTRIES)

PROFESSIONS: dict[str, Profession] = _CATALOGUE.professions
# French and English words.
SPECIALTIES: dict[str, tuple[str, str]] = {s.slug: (s.french, s.english) for s in _CATALOGUE.specialties.values()}
# What an organisation can prove to be; apart from professions, because it opens nothing that is for professionals.
INSTITUTIONS: dict[str, tuple[str, str]] = {i.slug: (i.french, i.english) for i in _CATALOGUE.institutions.values()}


def institution_words(institution: str, language: str) -> str:
    """Return "Hôpital" or "Hospital"; empty when there is none."""
    known = INSTITUTIONS.get(institution)
    return known[language == "en"] if known else ""


def profession_words(profession: str, specialty: str, language: str) -> str:
    """Return "Médecin, dermatologie" or "Doctor, dermatology"; empty when there is no profession."""
    known = PROFESSIONS.get(profession)
    if known is None:
        return ""
    word = known.english if language == "en" else known.french
    labels = SPECIALTIES.get(specialty)
    return f"{word}, {labels[language == 'en']}" if labels else word


def standing_words(slug: str, specialty: str, language: str) -> str:
    """Return what a proof says somebody is, a profession with its specialty or what an organisation is."""
    return profession_words(slug, specialty, language) or institution_words(slug, language)


def profession_with_code(register: str, code: str, category: str = "") -> str:
    """Return the slug of a code of a country's national directory ("fr", "10"); empty when there is none.

    ``category`` is the row's professional category ("Code catégorie professionnelle"): whoever is still learning, "E"
    in France, has the code of the profession but is its student.
    """
    slug = _CATALOGUE.by_code.get((register, code), "")
    if slug and (register, category) in _CATALOGUE.student_categories:
        return student_of(slug)
    return slug


def specialty_with_code(register: str, code: str, profession: str) -> str:
    """Return the slug of a specialty's official code ("fr", "SM04"); empty when ``profession`` has none such."""
    slug = _CATALOGUE.specialty_by_code.get((register, code), "")
    return slug if slug in {specialty.slug for specialty in specialties_of(profession)} else ""


def needs_register(profession: str) -> bool:
    """Tell whether a register gives this profession a national number."""
    return profession in _CATALOGUE.registered


def employers_may_attest(profession: str) -> bool:
    """Tell whether an employer, an association or a school can say who holds this profession."""
    known = PROFESSIONS.get(profession)
    return known is not None and known.employers_attest


def may_answer(profession: str, topic: str) -> bool:
    """Tell whether questions on a topic are for this profession to answer; never for a profession nobody knows."""
    known = PROFESSIONS.get(profession)
    return known is not None and (known.answers is None or topic in known.answers)


def is_student(profession: str) -> bool:
    """Tell whether this is what somebody is who learns a profession."""
    known = PROFESSIONS.get(profession)
    return known is not None and bool(known.learns)


def student_of(profession: str) -> str:
    """Return the slug of those who learn a profession; empty when nobody does."""
    return _CATALOGUE.student_of.get(profession, "")


def students() -> tuple[str, ...]:
    """Return the slugs of all students."""
    return tuple(_CATALOGUE.student_of.values())


def specialties_of(profession: str) -> tuple[Specialty, ...]:
    """Return the specialties of a profession, in the order of the files."""
    return tuple(specialty for specialty in _CATALOGUE.specialties.values() if profession in specialty.of)


def check_provable(kind: str, profession: str, specialty: str = "") -> None:
    """Raise :class:`Invalid` for what no actor of this kind is: an unknown slug, another profession's specialty."""
    if profession not in (INSTITUTIONS if kind == "organisation" else PROFESSIONS):
        raise Invalid("Cette profession n’est pas dans la liste.", field="profession")
    if specialty and specialty not in {known.slug for known in specialties_of(profession)}:
        raise Invalid("Cette spécialité n’est pas de cette profession.", field="specialty")
