"""Lines of the Retraction Watch database, as Crossref publishes it: a CSV file with a heading.

https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/ · used columns: ``OriginalPaperDOI``,
``RetractionDate`` (month/day/year, ISO 8601 is read too) and ``RetractionNature``. A shorter file with ``DOI``,
``date`` and ``nature`` is read as well.
"""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from toctoc.community.rules.references import DOI, reference_in
from toctoc.kernel.errors import Invalid
from toctoc.questions.rules.sheets.evidence import doi_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Nature(StrEnum):
    """What became of an article."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"


NATURE_WORDS: dict[Nature, tuple[str, str]] = {
    Nature.RETRACTED: ("article rétracté", "article retracted"),
    Nature.CONCERN: ("mise en garde de la revue", "expression of concern"),
    Nature.CORRECTED: ("article corrigé", "article corrected"),
    Nature.REINSTATED: ("article rétabli", "article reinstated"),
}
_NATURES = {
    "retraction": Nature.RETRACTED,
    "retracted": Nature.RETRACTED,
    "expression of concern": Nature.CONCERN,
    "correction": Nature.CORRECTED,
    "reinstatement": Nature.REINSTATED,
}
_COLUMNS = {
    "doi": ("originalpaperdoi", "original_paper_doi", "doi"),
    "date": ("retractiondate", "retraction_date", "date"),
    "nature": ("retractionnature", "retraction_nature", "nature"),
}
_FORMS = ("%m/%d/%Y %H:%M", "%m/%d/%Y", "%Y-%m-%d")
# A line is never longer; the field that tells the reasons is the longest.
LARGEST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    """What one line says; ``noted_on`` is ``None`` when its date cannot be read."""

    doi: str
    noted_on: date | None
    nature: Nature


def notices(lines: Iterable[str]) -> Iterator[Notice | None]:
    """Yield what each line says, ``None`` for one without a DOI or a nature that is known.

    Raises :class:`Invalid` for a file without the columns, or that is no CSV.
    """
    csv.field_size_limit(LARGEST_FIELD)
    rows = csv.reader(lines)
    try:
        heading = [name.strip().lstrip("\ufeff").replace(" ", "").lower() for name in next(rows, [])]
        places = {what: _place(heading, names) for what, names in _COLUMNS.items()}
        for row in rows:
            yield _notice(row, places)
    except csv.Error as error:
        raise Invalid("Ce fichier n’est pas un CSV : %(why)s.", why=str(error)) from error


def _place(heading: list[str], names: tuple[str, ...]) -> int:
    for name in names:
        if name in heading:
            return heading.index(name)
    raise Invalid("Ce fichier n’a pas de colonne « %(name)s ».", name=names[0])


def _notice(row: list[str], places: dict[str, int]) -> Notice | None:
    if len(row) <= max(places.values()):
        return None
    nature = _NATURES.get(row[places["nature"]].strip().lower())
    doi = _doi(row[places["doi"]])
    return Notice(doi, _day(row[places["date"]].strip()), nature) if doi and nature else None


def _doi(told: str) -> str:
    try:
        reference = reference_in(told)
    except Invalid:
        return ""
    return doi_key(reference.identifier) if reference.kind == DOI else ""


def _day(told: str) -> date | None:
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(told, form).replace(tzinfo=UTC).date()
    return None
