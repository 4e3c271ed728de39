"""Postcodes: a French one names a handful of communes, a British one a handful of doors.

Five figures are one beside its town, behind its cue, or where nothing else can stand; otherwise they are platelets.
"""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import spot_before, spots_from
from toctoc.privacy.rules.places.starting import matches, stems
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Un code postal désigne un petit territoire."
_FRENCH = lazy(r"(?<![\d.,/+])(?<!\d\s)(?:F-?\s?)?(\d{5}|\d{2}\s\d{3})(?![\d%/]|[.,]\d|\s\d{3}\b)")
_FRENCH_FIRST = stems("f")
_CUE = lazy(
    r"(?:code\spostal|\bcp|\bc\.p\.|zip(?:\scode)?|postal\scode|post\s?code)\s?(?:est\s"
    r"|is\s)?:?\s{0,2}$",
    re.IGNORECASE,
)
_WITHIN = lazy(
    r"(?:\bdans\sle|\bdu|\ble|\bsecteur|\bvers\sle|\bhabite(?:\sle|\sau)?|\bvis\sdans\sle)\s$|\($", re.IGNORECASE
)
_NAME = lazy(r"\s{1,2}(?:[LD][’'])?([A-ZÀ-Ý][\w’'-]{2,30})")
# Great Britain: the letters of Royal Mail's areas, then its form.
_AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    r"|L[ADELNSU]?|M[EKL]?"
    r"|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
_BRITISH = lazy(rf"\b{_AREA}\d[\dA-HJKMNPR-Y]?\s\d[ABD-HJLNP-UW-Z]{{2}}\b")
# The United States behind their state, Belgium and Switzerland behind their letter, Canada.
_ABROAD = lazy(
    r"(?<=\b[A-Z]{2}\s)\d{5}(?:-\d{4})?\b|\b(?:B|CH|L|BE)-\d{4}\b"
    r"|\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\s\d[ABCEGHJ-NPRSTV-Z]\d\b"
)
# In an English text: without its space, in lower case, and Ireland's.
_ENGLISH = lazy(
    rf"\b(?i:{_AREA})\d[\dA-HJKMNPR-Ya-hjkmnpr-y]?\s?\d(?i:[ABD-HJLNP-UW-Z]{{2}})\b"
    r"|\b[AC-FHKNPRTV-Y]\d[\dW]\s[\dAC-FHKNPRTV-Y]{4}\b"
)
# Any letters in the form of Royal Mail's, and a code of four to six figures beside its town or behind its cue, abroad.
_FORMED = lazy(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[ABD-HJLNP-UW-Z]{2}\b")
_FOREIGN = lazy(
    r"(?:(?i:\bcp|code\spostal|npa|plz|postcode|zip(?:\scode)?)\s?:?\s|(?:^|[,(\n–-]\s?"
    r"|\d[a-z]?,?\s)(?=\d{4,5}\s[A-ZÀ-Þ][a-zà-ÿ]{2}))"
    r"(?P<code>[A-Z]?-?\d{4,5})\b(?!\s?(?:mg|g|ml|%|ans|UI"
    r"|euros?))(?:\s(?P<town>[A-ZÀ-Þ][a-zà-ÿ][\w’'-]{1,25}(?:[ -][A-ZÀ-Þ][\w’'-]{1,25}){0,2}))?",
)
_COMMON = 3
_YEARS = range(1900, 2036)
_NEAR = 20
_ENDS = lazy(r"\s*$|[),.;?!\n]|\s\s?$")


class PostcodeDetector:
    """Finds postcodes of France and of its neighbours."""

    kind = "postcode"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every postcode."""
        for match in matches(_FRENCH, reading, _FRENCH_FIRST, figures=True):
            if _is_postcode(reading, match):
                yield self._finding(reading, match.start(), match.end())
        yield from self._foreign(reading)
        patterns = (_ABROAD, _ENGLISH, _FORMED) if reading.language == "en" else (_ABROAD, _BRITISH, _FORMED)
        for pattern in patterns:
            for match in pattern.finditer(reading.text):
                yield self._finding(reading, match.start(), match.end())

    def _foreign(self, reading: Reading) -> Iterator[Finding]:
        """Yield the codes of other countries with their town."""
        for match in _FOREIGN.finditer(reading.text):
            figures = match["code"].lstrip(ascii_uppercase + "-")
            if lexicon().postcode(figures):
                continue
            is_cued, is_town = match.group()[0].isalpha(), _is_town(match["town"])
            is_year = int(figures) in _YEARS and not match["code"][0].isalpha()
            if is_cued or (is_town and not is_year):
                yield self._finding(reading, match.start("code"), match.end() if is_town else match.end("code"))

    def _finding(self, reading: Reading, start: int, end: int) -> Finding:
        instead = best(self.kind, reading.text[start:end], reading.language, reading.around.today)
        return Finding(start, end, self.kind, Level.MASK, _REASON, instead)


def _is_town(written: str | None) -> bool:
    """Tell whether the word behind a code is a name: no drug, no month, no word of every day."""
    known, name = lexicon(), key(written or "").split("-")[0].split(" ")[0]
    return bool(name) and not (known.medical(name) or known.month(name) or known.word(name) > _COMMON)


def _is_postcode(reading: Reading, match: re.Match[str]) -> bool:
    text = reading.text
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if _CUE.search(before) or match.group().startswith("F"):
        return True
    if not lexicon().postcode(match[1].replace(" ", "")):
        return False
    if _is_beside_town(reading, match):
        return True
    if " " in match[1]:
        return False
    name = _NAME.match(text, match.end())
    if name is not None:
        return not lexicon().medical(key(name[1]))
    return bool(_ENDS.match(text, match.end()) and _WITHIN.search(before))


def _is_beside_town(reading: Reading, match: re.Match[str]) -> bool:
    place = reading.starts.get(match.start(1))
    if place is None:
        return False
    before = spot_before(reading, place)
    if before is not None and _are_beside(before.end, match.start(), reading.text):
        return True
    return any(_are_beside(match.end(), spot.start, reading.text) for spot in spots_from(reading, place + 1, 2))


def _are_beside(first_end: int, second_start: int, text: str) -> bool:
    return first_end <= second_start <= first_end + 3 and not text[first_end:second_start].strip(" ,(-–\n")
