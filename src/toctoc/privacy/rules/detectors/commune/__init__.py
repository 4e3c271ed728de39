"""Communes, towns abroad and quarters: with an age and a date, a small one is enough to recognise somebody.

Départements, régions and countries single nobody out: what replaces a commune names its département.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import areas, spots
from toctoc.privacy.rules.places.cues import TITLES
from toctoc.privacy.rules.places.known import is_known_by_all
from toctoc.privacy.rules.places.starting import matches, stems
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_ARRONDISSEMENT = lazy(r"\b\d{1,2}\s?(?:er|ère|ème|eme|è|e)\s+arr(?:ondissement|dt)\b", re.IGNORECASE)
_CAP = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ’'][\w’']{0,24}"
# Names that only places have, whether a list knows them or not: "Braine-le-Comte", "Ferrière-aux-Étangs".
_SHAPED = lazy(
    rf"\b{_CAP}(?:-{_CAP}){{0,2}}-(?:le|la|les|l['’]|du|de|des|d['’]|de-la|en|sur|sous|aux?|à|lez|l[èe]s|[èe]s|on"
    rf"|upon|under|by|in|the|le)"
    rf"(?:-(?:la|les|le|l['’]))?[- ’']?{_CAP}(?:-[\w’']{{2,20}}){{0,3}}"
    rf"|\b(?:Saint|Sainte|St|Ste)-{_CAP}(?:-(?:[a-z]{{1,4}}-)?(?:[dl]['’])?{_CAP}){{1,3}}!?(?:\sHa!)?"
)
# "Pontonx s/ Adour", "Moret s/Loing"; in lower case behind a known town.
_SHORT_ON = lazy(
    rf"\b{_CAP}(?:[ -]{_CAP}){{0,2}}\s?(?:s/s|ss/|s/)\s?{_CAP}"
    rf"|\b(?P<town>[a-zà-ÿ-]{{3,25}})\s?s/\s?[a-zà-ÿ]{{3,20}}\b"
)
# Said of a town and of little else, whatever the name: "la commune de …", "du côté de …", "originaire de …".
_SAID = lazy(
    r"\b(?i:habit\w{1,5}\s(?:[àa]|sur|vers|pr[èe]s\sde)|commune\sd['’e]|[îi]le\sd['’e]|village\sd['’e]|bourg\sd['’e]"
    r"|mairie\sd['’e]|originaire\sd['’e]|natif\sd['’e]"
    r"|native\sd['’e]|n[ée]e?\s[àa]|du\sc[ôo]t[ée]\sd['’e]|aux?\s(?:alentours|environs)\sd['’e]|pr[èe]s\sd['’e]"
    r"|vers|rentr\w{1,4}\ssur|mont[ée]\w?\ssur"
    r"|d[ée]m[ée]nag\w{1,4}\s(?:[àa]|sur|vers)|install[ée]\w{0,2}\s[àa]|r[ée]sid\w{1,4}\s[àa]"
    r"|vi[tvs]\w{0,4}\s[àa]|direction|lives?\sin|living\sin"
    r"|domicile|\d{5},?\s(?:aux?|[àa])|born\sin|moved\s(?:to|from)|from|near|grew\sup\sin"
    r"|in(?=\s[A-Z][a-z]+\s[A-Z][a-z]+(?:[.,!\n]|$))|back\s(?:to|in)|based\sin|outside)\s?"
    rf"(?P<name>(?:(?:Le|La|Les|L['’])\s?)?{_CAP}(?:[ -]{_CAP}){{0,2}})"
    rf"(?:\s?(?:,\sou\svers|,\sou|ou|et|,\spuis|puis|or|and|to|,\sthen)\s(?:[àa]\s|vers\s|to\s"
    rf"|d['’e]\s?)?(?P<other>(?:(?:Le|La|Les|L['’])\s?)?{_CAP}(?:[ -]{_CAP}){{0,2}}))?"
)
_SAID_FIRST = stems(
    """
    habit commune ile village bourg mairie originaire natif native ne nee du au aux pres vers rentr monte demenag
    install resid vi vis visi vit viv viva vive vivo vivr direction live lives living domicile born moved from near
    grew in back based outside
    """
)
_REASON = "Un lieu précis aide à reconnaître quelqu’un."


class CommuneDetector:
    """Finds names of towns and quarters, told from ordinary words by what stands around them."""

    kind = "commune"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every town, and the arrondissements that are named by their number."""
        for spot in spots(reading):
            written = reading.text[spot.start : spot.end]
            instead = best(self.kind, written, reading.language, reading.around.today)
            yield Finding(spot.start, spot.end, self.kind, Level.MASK, _REASON, instead)
        is_new = _Beside(reading)
        for start, end in _unlisted(reading):
            if is_new(start, end) and not is_known_by_all(reading.text[start:end]):
                yield Finding(start, end, self.kind, Level.MASK, _REASON)


class _Beside:
    """Tells whether a stretch is more than a town of the lists, and no region."""

    def __init__(self, reading: Reading) -> None:
        self._ends = {spot.start: spot.end for spot in spots(reading)}
        self._starts = {spot.end: spot.start for spot in spots(reading)}
        self._wide = {(area.start, area.end) for area in areas(reading) if area.key not in _FEW}

    def __call__(self, start: int, end: int) -> bool:
        is_more = self._ends.get(start, 0) < end and self._starts.get(end, end) > start
        return is_more and (start, end) not in self._wide


def _unlisted(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield what is the name of a place by its shape, by what is said of it, or by its number."""
    text = reading.text
    for match in chain(_ARRONDISSEMENT.finditer(text), _SHAPED.finditer(text)):
        yield match.span()
    for match in _SHORT_ON.finditer(text) if "s/" in text else ():
        if not match["town"] or lexicon().communes(key(match["town"]).split("-")[-1]):
            yield match.span()
    for match in matches(_SAID, reading, _SAID_FIRST, figures=True):
        for group in ("name", "other"):
            if match[group] and _may_be_town(match[group], reading.language):
                yield match.span(group)


def _may_be_town(written: str, language: str) -> bool:
    """Tell whether a name in capitals is no person's, no country's and no word of every day."""
    words = [w for w in _BETWEEN.split(key(written)) if w not in _ARTICLES]
    return bool(words) and not (any(map(_is_wide, words)) or words[0] in TITLES or _is_other(words[0], language))


def _is_wide(k: str) -> bool:
    """Tell whether a word is of a country, a region, a month or a thing of medicine."""
    known = lexicon()
    is_medical = known.medical(k) and known.surname(k) < _SURNAME
    return is_medical or known.country(k) or known.region(k) or known.month(k) > 0


def _is_other(k: str, language: str) -> bool:
    """Tell whether a word is rather a brand, a people, an acronym, a first name or a word of every day."""
    known = lexicon()
    if known.brand(k) or known.people(k) or known.acronym(k):
        return True
    is_english = language == "en" and max(known.english(k), known.english(k.removesuffix("s"))) > _WORD
    return is_english or known.first_name(k) > _FIRST_NAME or known.word(k) > _WORD


# Collectivities with fewer people than most départements have in one town.
_FEW = frozenset({"saint pierre et miquelon", "wallis et futuna", "saint barthelemy", "saint martin"})
_FIRST_NAME, _SURNAME, _WORD = 9, 7, 4
_BETWEEN = lazy(r"[ ’'-]+")
_ARTICLES = frozenset({"le", "la", "les", "l"})
