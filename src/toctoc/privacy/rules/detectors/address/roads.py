"""Where somebody is on the road, and what stands where an address stands: before a postcode."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.places.starting import matches, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_ROAD = r"(?-i:(?:A|N|D|RN|RD|RCEA|E)\s?\d{1,4}[a-z]?\b)"
_POINT = (
    r"(?:sortie|[ée]changeur|pk|km|point\skilom[ée]trique|aire|p[ée]age|direction|sens|bretelle|rond-point|hauteur)"
    r"\s(?:d[eu]s?\s|d['’])?(?:l[ae]\s|l['’])?(?:n[°o]\s?)?(?:\d{1,4}|(?-i:[A-ZÀ-Þ])[\w’-]{1,20})"
    r"(?:[ -](?-i:[A-ZÀ-Þ])[\w’-]{1,20}){0,2}(?:\s(?:nord|sud|est|ouest|centre)\b)?"
)
# "D948 au km 12", "l’A7 sortie 12", "RN 10, sortie Poitiers Sud": a road needs such a word ("vitamine D3").
_ON_ROAD = lazy(rf"\b{_ROAD},?\s(?:(?:au|[àa]|vers|en|dans\sle)\s)?(?:(?:l['’]|la\s|le\s)\s?)?{_POINT}", re.IGNORECASE)
_ON_ROAD_FIRST = stems("a n d rn rd rcea e")
# "PK 43 de l’A10", "sortie 12 de l’A7".
_FROM_POINT = lazy(
    r"\b(?:pk|km|point\skilom[ée]trique|sortie|[ée]changeur|borne)\s?(?:n[°o]\s?)?\d{1,4}(?:[.,+]\d{1,3})?,?\s"
    rf"(?:(?:d[eu]|sur)\s)?(?:l['’]\s?|la\s|le\s)?{_ROAD}",
    re.IGNORECASE,
)
_FROM_POINT_FIRST = stems("pk km point sortie echangeur borne")
_ENGLISH = lazy(
    r"\b(?:mile\s?(?:marker|post)|junction|jct|exit)\s\d{1,4}[a-z]?\s(?:on|of|off)\s(?:the\s)?"
    r"(?:I-|M|A|US-|US\s|Route\s|Highway\s)\d{1,4}\b",
    re.IGNORECASE,
)
_ENGLISH_FIRST = stems("mile milemarker junction jct exit")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,30}"
# A number and names right before a postcode, in any language: "1, Um Bierg, L-7526", "8 Heol-y-Nant, CF99 9AA".
_BEFORE_CODE = lazy(
    rf"(?<![\d.,/])\d{{1,4}}[a-zA-Z]?,?\s{_WORD}(?:\s[\w’'-]{{1,30}}){{0,5}}(?=,\s(?:\d{{5}}\s[A-ZÀ-Þ][a-zà-ÿ]"
    r"|[A-Z]{1,2}-\d{4,5}\b|[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b))"
)
# "Flat 2B, The Maltings": a flat with the name of its house.
_FLAT = lazy(
    rf"\b(?:flat|apartment|apt)\.?\s\w{{1,4}},\s(?-i:(?:The\s)?{_WORD}(?:\s{_WORD}){{0,2}})",
    re.IGNORECASE,
)
_FLAT_FIRST = stems("flat apartment apt")


def roads(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Yield where each of them starts and ends, and whether it leads to a door."""
    for match in chain(
        matches(_ON_ROAD, reading, _ON_ROAD_FIRST),
        matches(_FROM_POINT, reading, _FROM_POINT_FIRST),
        matches(_ENGLISH, reading, _ENGLISH_FIRST),
    ):
        yield *match.span(), False
    for match in chain(
        matches(_BEFORE_CODE, reading, frozenset(), figures=True),
        matches(_FLAT, reading, _FLAT_FIRST),
    ):
        yield *match.span(), True
