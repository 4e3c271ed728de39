"""Phone numbers that reach a person; emergency and public service numbers are welcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

# "06 - 39", "(06) 39".
_GAP = r"[\s.\-_/·()]{0,3}"
# France and its overseas territories (ARCEP's numbering plan).
_FRANCE = r"(?:33|262|508|590|594|596|681|687|689)"
# 0 then nine figures; or the country after + or 00, the first zero dropped or in brackets; or a mobile after a bare 33.
_FRENCH = (
    rf"(?:(?:\+|00){_GAP}{_FRANCE}{_GAP}(?:\(0\){_GAP})?|0{_GAP})[1-9](?:{_GAP}\d){{8}}"
    rf"|33{_GAP}[67](?:{_GAP}\d){{8}}"
)
# Some territories have numbers of six figures (681, 687, 689, 508); other countries: 8 to 14 figures (ITU-T E.164).
_FOREIGN = rf"(?:\+|00){_GAP}[1-9](?:{_GAP}\d){{7,13}}"
# Not within a word, an address, a decimal or a longer number.
_PATTERN = re.compile(rf"(?<![\w+])(?<!\d[.,/\-])(?:{_FRENCH}|{_FOREIGN})(?!\w|[,.]\d)")
_FIGURES = re.compile(r"\d+")
_NOT_FIGURES = re.compile(r"\D+")
# 0800 to 0805: free numbers of helplines, which may be passed on.
_HELPLINE = re.compile(r"(?:0|(?:00)?33)80[0-5]")
_ISBN = re.compile(r"isbn(?:-?10)?[\s:.]{0,3}$", re.IGNORECASE)
_BEFORE = 12
# 8 or 9 figures at once, then some: a code and a quantity (FINESS, CIP), not a phone number.
_CODE_SIZES = frozenset({8, 9})


class PhoneDetector:
    """Finds French and international phone numbers; not 15, 3114 or 0800 helplines."""

    kind = "phone"

    def detect(self, folded: str) -> Iterator[Finding]:
        """Yield every number that reaches a person."""
        for match in _PATTERN.finditer(folded):
            if _HELPLINE.match(_NOT_FIGURES.sub("", match[0])) or _is_something_else(match[0]):
                continue
            if _ISBN.search(folded[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            yield Finding(
                match.start(),
                match.end(),
                self.kind,
                Level.BLOCK,
                "Un numéro de téléphone désigne une personne.",
            )


def _is_something_else(number: str) -> bool:
    """Tell whether the grouping of the figures is that of a date, of decimals, of a code or of a book."""
    groups = _FIGURES.findall(number)
    if not number.startswith("0") or len(groups) == 1:
        return False
    return _is_date(groups) or _is_decimals(number) or len(groups[0]) in _CODE_SIZES or _is_book(groups)


def _is_date(groups: list[str]) -> bool:
    """01/02/2020 12…: day, month, year, in pairs and four figures."""
    return (
        [len(group) for group in groups[:3]] == [2, 2, 4]
        and groups[0] <= "31"
        and groups[1] <= "12"
        and groups[2][:2] in {"19", "20"}
    )


def _is_decimals(number: str) -> bool:
    """0.12 0.34…: a first point that is not the only kind of separator."""
    separators = _NOT_FIGURES.findall(number)
    return number.startswith("0.") and any("." not in separator for separator in separators)


def _is_book(groups: list[str]) -> bool:
    """0-306-40615-2: an ISBN of ten figures, whose first and last groups are one figure."""
    return [len(groups), len(groups[0]), len(groups[-1])] == [4, 1, 1]
