"""What a country's data file says of its professions, how it is read, and what is refused.

One file per country in ``countries/``, in TOML, with these tables (a slug after each dot):

``[country]``
    ``slug`` (the file's name), ``french``, ``english``; ``students_answer``, the topics of students who say none.
``[registers.x]``
    A register that gives numbers: ``french``, ``english``, and ``student_categories``, the professional categories
    that mean "is only learning this profession" in its rows.
``[professions.x]``
    ``french``, ``french_plural``, ``english``, ``english_plural``; ``register`` when one gives it a number; ``codes``,
    each with its official label; ``employers_attest`` when an employer's word is enough; ``answers``, the topics it
    may answer for, all of them when absent. A slug that another country words says only ``register`` and ``codes``.
``[students.x]``
    The same words, and ``of``, the profession they learn. Their school attests.
``[specialties.x]``
    ``french``, ``english``, ``of`` (professions), ``codes``. Words are said by one country, as above.
``[institutions.x]``
    ``french``, ``english``: what an organisation can prove to be.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.people.rules.entries import BrokenCountryError, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Columns hold 30 characters, and an audience, "profession:" then a slug, holds 40.
LONGEST_SLUG = 29
STUDENT = "student_"
_SLUG = re.compile("[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Register:
    """Who gives numbers to professionals; ``student_categories`` mark the rows of those who are still learning."""

    slug: str
    french: str
    english: str
    student_categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession: its slug in rows and addresses, its French and English names, plural for sentences.

    ``register`` and ``codes`` (code to official label) are those of ``country``, which words it; ``learns`` is the
    profession a student learns; ``answers`` the topics it may answer for, ``None`` for all.
    """

    slug: str
    french: str
    english: str
    french_plural: str
    english_plural: str
    country: str = ""
    register: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    employers_attest: bool = False
    answers: frozenset[str] | None = None
    learns: str = ""


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty of one or several professions, in words that follow theirs, with its official codes."""

    slug: str
    french: str
    english: str
    of: tuple[str, ...]
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Institution:
    """What an organisation can prove to be."""

    slug: str
    french: str
    english: str


@dataclass(frozen=True, slots=True)
class Country:
    """One file, read; ``file`` is its name, for sentences."""

    file: str
    slug: str
    registers: tuple[Register, ...]
    professions: tuple[Profession, ...]
    specialties: tuple[Specialty, ...]
    institutions: tuple[Institution, ...]


def read_country(path: Path) -> Country:
    """Read one country's file; raise :class:`BrokenCountryError` for anything that cannot be."""
    try:
        tables = Entry(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenCountryError(f"{path.name}: {error}.") from error
    about = Entry(f"{path.name}, country", tables.table("country"))
    country, students_answer = about.words("slug"), about.texts("students_answer")
    if country != path.stem:
        raise about.broken(f"its slug should be {path.stem!r}, the name of the file")
    about.words("french"), about.words("english")
    about.done()
    registers = tuple(_register(slug, entry) for slug, entry in _entries(path, tables, "registers"))
    known = {register.slug for register in registers}
    read = Country(
        file=path.name,
        slug=country,
        registers=registers,
        professions=(
            *(_profession(country, slug, entry, known) for slug, entry in _entries(path, tables, "professions")),
            *(_student(country, slug, entry, students_answer) for slug, entry in _entries(path, tables, "students")),
        ),
        specialties=tuple(_specialty(slug, entry) for slug, entry in _entries(path, tables, "specialties")),
        institutions=tuple(_institution(slug, entry) for slug, entry in _entries(path, tables, "institutions")),
    )
    tables.done()
    return read


def _entries(path: Path, tables: Entry, kind: str) -> Iterator[tuple[str, Entry]]:
    for slug, table in tables.table(kind).items():
        entry = Entry(f"{path.name}, {kind}.{slug}", table)
        if not _SLUG.fullmatch(slug):
            raise entry.broken("a slug has small letters without accents, and underscores")
        if len(slug) > LONGEST_SLUG:
            raise entry.broken(f"a slug has at most {LONGEST_SLUG} characters, this one {len(slug)}")
        yield slug, entry
        entry.done()


def _register(slug: str, entry: Entry) -> Register:
    return Register(slug, entry.words("french"), entry.words("english"), entry.texts("student_categories"))


def _names(entry: Entry) -> tuple[str, str, str, str]:
    """Take the four names; none at all is right for a slug that another country words."""
    fields = ("french", "english", "french_plural", "english_plural")
    if not any(entry.has(name) for name in fields):
        return ("", "", "", "")
    french, english, french_plural, english_plural = (entry.words(name) for name in fields)
    return french, english, french_plural, english_plural


def _profession(country: str, slug: str, entry: Entry, registers: set[str]) -> Profession:
    if slug.startswith(STUDENT):
        raise entry.broken("a student belongs to the table of students")
    names, limited = _names(entry), entry.has("answers")
    if not names[0] and (limited or entry.has("employers_attest")):
        raise entry.broken("only the country that says it in words says who attests and what it answers")
    return Profession(
        slug,
        *names,
        country=country,
        register=entry.slug_in("register", registers, "register"),
        codes=entry.labels("codes"),
        employers_attest=entry.flag("employers_attest"),
        answers=frozenset(entry.texts("answers")) if limited else None,
    )


def _student(country: str, slug: str, entry: Entry, students_answer: tuple[str, ...]) -> Profession:
    if not slug.startswith(STUDENT):
        raise entry.broken(f"a student's slug begins with {STUDENT!r}")
    answers = entry.texts("answers") if entry.has("answers") else students_answer
    learns, names = entry.words("of"), _names(entry)
    if not names[0]:
        raise entry.broken("field 'french' should be a text")
    return Profession(slug, *names, country=country, employers_attest=True, answers=frozenset(answers), learns=learns)


def _specialty(slug: str, entry: Entry) -> Specialty:
    is_worded = entry.has("french") or entry.has("english")
    french, english = (entry.words("french"), entry.words("english")) if is_worded else ("", "")
    if is_worded != entry.has("of"):
        raise entry.broken("the country that says it in words, and no other, says of which professions it is")
    return Specialty(slug, french, english, entry.texts("of"), entry.labels("codes"))


def _institution(slug: str, entry: Entry) -> Institution:
    return Institution(slug, entry.words("french"), entry.words("english"))
