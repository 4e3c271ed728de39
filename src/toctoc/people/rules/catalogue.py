"""The professions of all countries together, and what is refused between two files.

A slug means the same profession everywhere, so that a Belgian and a French doctor read the same threads: one country
says it in words, the others only give the codes of their own register.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from toctoc.people.rules.country import read_country
from toctoc.people.rules.entries import BrokenCountryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from toctoc.people.rules.country import Country, Institution, Profession, Specialty

# Read before the others: its order is that of forms.
FIRST = "fr"


class _Worded(Protocol):
    """What has a slug and words."""

    @property
    def slug(self) -> str:
        """Its name in rows and addresses."""

    @property
    def french(self) -> str:
        """Its French words; empty when another country says them."""


_T = TypeVar("_T", bound=_Worded)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What every country's file says, checked.

    Codes are looked up by (country, code), students by the profession they learn; ``registered`` are the slugs that a
    register gives a number somewhere, and ``student_categories`` the (country, category) of those still learning.
    """

    professions: dict[str, Profession] = field(default_factory=dict)
    specialties: dict[str, Specialty] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    by_code: dict[tuple[str, str], str] = field(default_factory=dict)
    specialty_by_code: dict[tuple[str, str], str] = field(default_factory=dict)
    student_of: dict[str, str] = field(default_factory=dict)
    registered: set[str] = field(default_factory=set)
    student_categories: set[tuple[str, str]] = field(default_factory=set)


def read_catalogue(folder: Path) -> Catalogue:
    """Read every country of a folder; raise :class:`BrokenCountryError` for anything that cannot be."""
    files = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != FIRST, path.stem))
    return catalogue_of([read_country(path) for path in files])


def catalogue_of(countries: Iterable[Country]) -> Catalogue:
    """Put countries together; raise :class:`BrokenCountryError` where two entries cannot both be right."""
    book = Catalogue()
    for country in countries:
        book.student_categories.update(
            (country.slug, category) for register in country.registers for category in register.student_categories
        )
        for profession in country.professions:
            _add_profession(book, country, profession)
        for specialty in country.specialties:
            where = f"{country.file}, specialties.{specialty.slug}"
            _add_worded(book.specialties, specialty, where)
            _add_codes(book.specialty_by_code, country, where, specialty.codes, specialty.slug)
            _check_professions(book, where, specialty.of)
        for institution in country.institutions:
            _add_worded(book.institutions, institution, f"{country.file}, institutions.{institution.slug}")
    if both := book.professions.keys() & book.institutions.keys():
        raise BrokenCountryError(f"{', '.join(sorted(both))}: a profession and an institution.")
    return book


def _add_profession(book: Catalogue, country: Country, profession: Profession) -> None:
    where = f"{country.file}, {'students' if profession.learns else 'professions'}.{profession.slug}"
    _add_worded(book.professions, profession, where)
    _add_codes(book.by_code, country, where, profession.codes, profession.slug)
    if profession.register:
        book.registered.add(profession.slug)
    if profession.learns:
        _check_professions(book, where, (profession.learns,))
        if book.student_of.setdefault(profession.learns, profession.slug) != profession.slug:
            raise BrokenCountryError(f"{where}: {profession.learns!r} has students already.")


def _add_worded(known: dict[str, _T], entry: _T, where: str) -> None:
    if not entry.french and entry.slug not in known:
        raise BrokenCountryError(f"{where}: no country read so far says it in words.")
    if entry.french and entry.slug in known:
        raise BrokenCountryError(f"{where}: this slug is said in words already, as {known[entry.slug].french!r}.")
    known.setdefault(entry.slug, entry)


def _add_codes(
    known: dict[tuple[str, str], str], country: Country, where: str, codes: Mapping[str, str], slug: str
) -> None:
    for code in codes:
        if (country.slug, code) in known:
            raise BrokenCountryError(f"{where}: code {code!r} is that of {known[country.slug, code]!r} already.")
        known[country.slug, code] = slug


def _check_professions(book: Catalogue, where: str, slugs: Iterable[str]) -> None:
    for slug in slugs:
        if slug not in book.professions:
            raise BrokenCountryError(f"{where}: unknown profession {slug!r}.")
