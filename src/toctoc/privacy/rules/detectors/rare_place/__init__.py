"""A rare condition, or an event that was in the news, with the place where it happened: few fit, often one.

The number who fit is the people of the place times the share who live with the condition (the classes of Orphanet, see
``combination/lists/rare_conditions.txt``); at ten or fewer it is masked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from toctoc.privacy.rules.combination.conditions import Condition, condition_at
from toctoc.privacy.rules.combination.people import UNKNOWN, people_of_area, people_of_spot
from toctoc.privacy.rules.detectors.rare_place.told import NAME, events, families, is_place_name
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import areas, spots, spots_from
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.starting import matches, stems
from toctoc.privacy.rules.replacements import best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

# Places: where they start and end, and how many people live there.
Found = list[tuple[int, int, int]]
# "La seule … de …", "l’unique", "the only": whoever it is, one person fits.
_UNIQUE = lazy(
    r"\b(?:la\sseule|le\sseul|l['’]\s?unique|les?\s(?:deux|trois)\sseule?s|(?:un|une)\sseule?|(?:un"
    r"|une)\sdes\s(?:deux|trois|rares)|seule?\s(?:patient"
    r"|cas|enfant|famille|personne)|premi(?:er|[èe]re)\s(?:cas|patiente?|greff[ée]e?|enfant|homme|femme)"
    r"|dernier\scas|n['’]y\sa\squ['’]une?"
    r"|n['’]est\sque\s(?:deux|trois|quatre)|only|one\sof\s(?:two|three|the\sonly)|first\s(?:ever\s)?(?:case"
    r"|patient|baby|child)"
    r"|famille\sdont|l['’]enfant\s(?:qui|dont)|the\s(?:boy|girl|man|woman|family|kid|lady)\s(?:who|with|whose)"
    r"|(?:le|la)\s(?:petite?|jeune|gar[çc]on|fillette|gamine?|dame|monsieur|homme|femme)\s(?:qui\sa|dont"
    r"|atteinte?|avec\sun))\b",
    re.IGNORECASE,
)
_UNIQUE_FIRST = stems("la le l les un une seul seule premier premiere dernier n only one first famille the")
_ALONE = "Une seule personne correspond peut-être, à cet endroit."
_WIDE = 80
# "Une maladie de …", "un syndrome de …" that no list has: taken to be as rare as most of them.
_UNLISTED = lazy(
    r"\b(?:maladies?|syndromes?)\s(?:orphelines?|rares?|g[ée]n[ée]tiques?\srares?|(?:de\s|d['’])(?:von\s|de\s"
    r"|la\s)?(?P<who>[A-ZÀ-Ý][\w’'-]{2,25})"
    r"(?:[ -][A-ZÀ-Ý][\w’'-]{2,25}){0,2})|\b(?P<of>[A-Z][\w’'-]{2,25})(?:\s[A-Z][\w’'-]{2,25})?\s(?:syndrome"
    r"|disease)\b|\brare\s(?:disease|condition|syndrome|cancer)",
)
_FREQUENT = listed(
    """
    parkinson alzheimer crohn basedow hashimoto down raynaud meniere horton biermer gilbert paget dupuytren lyme
    scheuermann verneuil osgood ledderhose lapeyronie quervain charcot kawasaki sjogren gougerot willebrand legg
    barre guillain reiter whipple cushing addison tourette asperger ehlers west marfan turner graves peyronie
    kaposi hodgkin bechterew bowen
    """
)
_FIRST_PART = lazy(r"[-’']")
_REASON = "Une maladie rare et un lieu : peu de personnes correspondent."
_EVENT_REASON = "Cet événement a pu être raconté : il désigne une personne."
FEW = 20
_AS_RARE = 5e-5
_NEAR = 70
_FAR = 60
_ENDS = lazy(r"[.!?;\n]")
# "La seule enfant atteinte de", "the only child with", "premier cas de"
_WHO = lazy(
    r"\b(?:(?:the|la|le|l['’]|les|an?|une?|our|notre|mon|ma|deux|trois|two|three)\s?)?(?:(?:only|first|seule?|unique|premi[eè]re?"
    r"|young|jeune|petite?)\s)?"
    r"(?:brothers|sisters|siblings|twins|fr[èe]res|s(?:œ|oe)urs|jumeaux|jumelles|enfants|child|boy|girl|man|woman|patient|baby|person|family|enfant|gar[çc]on|fille|homme|femme|patiente?"
    r"|b[ée]b[ée]|cas|personne|famille)"
    r"\s(?:suivie?\spour\s(?:une?\s)?|atteinte?s?\s(?:de\s(?:la\s|l['’])?|d['’](?:une?\s)?|du\s)|porteu(?:r"
    r"|se)\sd['’]une?\s|de\s(?:la\s)?|d['’](?:une?\s)?|avec\s(?:une?\s)?|"
    r"with\s(?:a\s|the\s)?|who\shas\s)$",
    re.IGNORECASE,
)
_ARTICLE = lazy(
    r"\b(?:une?|la|le|an?|the|ma|mon)\s(?:(?:jeune|petite?|vieux|vieille|seule?|grande?|young|little)\s)?$|\bl['’]$"
    r"|\b(?:jumeaux|jumelles|twins)\s$",
    re.IGNORECASE,
)
_EVENTS = lazy(
    r"\b(?:accident|incendie|attentat|explosion"
    r"|effondrement|fusillade|crash|naufrage|avalanche"
    r"|catastrophe|tuerie|noyade|meurtre|enl[èe]vement|disparition|fait divers|infanticide|f[ée]minicide"
    r"|d[ée]raillement|glissement de terrain|coul[ée]e de boue"
    r"|plane crash|shooting|stabbing|train crash|bombing|fire)s?\b",
    re.IGNORECASE,
)
_EVENTS_FIRST = stems(
    """
    accident incendie attentat explosion effondrement fusillade crash naufrage avalanche catastrophe tuerie noyade
    meurtre enlevement disparition fait infanticide feminicide deraillement glissement coulee plane shooting stabbing
    train bombing fire
    """
)
_EVENT_ARTICLE = lazy(r"\b(?:(?:de\s)?l['’]\s?|(?:une?|l[ae]|du|the)\s)$", re.IGNORECASE)
_ARTICLE_SIZE = 6
# Accidents of every day single nobody out: with these words, or with a town right behind "de", they were in the news.
_REPORTED = lazy(
    r"\s(?:de|d['’]|du|des|survenue?|at|in|of|à|dans)\s?(?:l[ae]\s|l['’])?(?:car|bus|train|avion"
    r"|h[ée]licopt[èe]re|t[ée]l[ée]ph[ée]rique|man[èe]ge|f[êe]te|ferme|immeuble|usine"
    r"|discoth[èe]que|[ée]cole|march[ée]|gare|tunnel|pont|barrage|stade|coach|school|church)?",
    re.IGNORECASE,
)
# What happens every day, and is told nowhere.
_EVERY_DAY = lazy(
    r"\s(?:de\s(?:la\s)?|du\s|domestique|d[’']|en\s|au\s)(?:route|circulation|voiture|v[ée]lo|moto|scooter|trajet|travail"
    r"|ski|sport|voie\spublique|trottinette|cheval|bricolage|exposition|gaz)\b",
    re.IGNORECASE,
)


class RarePlaceDetector:
    """Finds rare conditions beside a place, and events that were in the news."""

    kind = "rare_place"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every one, from who is meant to the place."""
        conditions = list(_conditions(reading))
        found = places_of(reading) if conditions else []
        for start, end, condition in conditions:
            span = _with_place(reading, (start, end), condition, found)
            if span:
                yield self._finding(reading, span, _REASON)
        for match in matches(_UNIQUE, reading, _UNIQUE_FIRST):
            end = _end_of_unique(reading, match.end())
            if end:
                yield self._finding(reading, (match.start(), end), _ALONE)
        for start, end in families(reading, _FREQUENT):
            yield self._finding(reading, (start, end), _REASON)
        yield from self._events(reading)

    def _events(self, reading: Reading) -> Iterator[Finding]:
        """Yield what was in the news."""
        for start, end in events(reading):
            yield self._finding(reading, (start, end), _EVENT_REASON)
        for match in matches(_EVENTS, reading, _EVENTS_FIRST):
            end = _end_of_event(reading, match)
            if end:
                yield self._finding(reading, (_with_article(reading, match.start()), end), _EVENT_REASON)

    def _finding(self, reading: Reading, span: tuple[int, int], reason: str) -> Finding:
        start, end = span
        instead = best(self.kind, reading.text[start:end], reading.language, reading.around.today)
        return Finding(start, end, self.kind, Level.MASK, reason, instead)


def _conditions(reading: Reading) -> Iterator[tuple[int, int, Condition]]:
    """Yield where each rare condition starts and ends: those of the list, then those by their form."""
    tokens, keys = reading.tokens, [token.key for token in reading.tokens]
    for place in range(len(keys)):
        condition = condition_at(keys, place)
        if condition is not None:
            yield tokens[place].start, tokens[place + condition.words - 1].end, condition
    for match in _UNLISTED.finditer(reading.text):
        k = _FIRST_PART.split(key(match["who"] or match["of"] or "rare"))[0]
        if k not in _FREQUENT:
            yield *match.span(), Condition(k, 1, _AS_RARE)


def _with_article(reading: Reading, start: int) -> int:
    """Return where what is told of at ``start`` begins, with its article: "l’incendie", "un accident"."""
    head = reading.text[max(0, start - _ARTICLE_SIZE) : start]
    article = _EVENT_ARTICLE.search(head)
    return start - len(head) + article.start() if article else start


def _with_place(reading: Reading, span: tuple[int, int], condition: Condition, found: Found) -> tuple[int, int] | None:
    """Return the stretch from the condition, and who has it, to a place that few share it in."""
    text = reading.text
    start, end = span
    behind = _behind(reading, end, condition, found)
    head = text[max(0, start - _FAR) : start]
    led = _WHO.search(head) or _ARTICLE.search(head)
    first = start - len(head) + led.start() if led else start
    if behind:
        return first, behind
    before = _before(reading, first, condition, found)
    return (before, end) if before is not None else None


def places_of(reading: Reading) -> Found:
    """Return where places start and end, and how many people live there, in order."""
    named = [(spot.start, spot.end, people_of_spot(spot)) for spot in spots(reading)]
    wide = [(area.start, area.end, people_of_area(area)) for area in areas(reading)]
    return sorted([*named, *wide])


def _behind(reading: Reading, end: int, condition: Condition, found: Found) -> int:
    for start, stop, people in islice(found, bisect_left(found, (end, 0, 0)), None):
        if start - end > _NEAR or _ENDS.search(reading.text, end, start):
            break
        if people * condition.share <= FEW:
            return stop
    return _unknown_behind(reading.text, end, condition) if UNKNOWN * condition.share <= FEW else 0


# A place that no list has, right behind: "maladie de Huntington à Murat".
_UNKNOWN_PLACE = lazy(r",?\s(?:à|near|in)\s(?P<name>[A-ZÀ-Ý][a-zà-ÿ][\w’'-]{2,25})\b")
# "CADASIL chez un moine de Sept-Fons".
_AT_JOB = lazy(
    rf"\s(?:[a-zà-ÿ]{{3,15}}\s){{0,2}}chez\s(?:l[ae]\s|l['’]\s?|une?\s)[\w’'-]{{3,20}}\s(?:de\s|d['’]|du\s){NAME}"
)


def _unknown_behind(text: str, end: int, condition: Condition) -> int:
    found = _UNKNOWN_PLACE.match(text, end) or _AT_JOB.match(text, end)
    if found is None:
        return 0
    k, known = key(found["name"]).split("-")[0], lexicon()
    is_other = known.medical(k) or known.country(k) or known.region(k) or known.month(k)
    is_large = any(commune.population * condition.share > FEW for commune in known.communes(k))
    return 0 if is_other or is_large else found.end()


def _before(reading: Reading, start: int, condition: Condition, found: Found) -> int | None:
    for first, stop, people in (found[at] for at in range(bisect_left(found, (start, 0, 0)) - 1, -1, -1)):
        if start - stop > _NEAR or _ENDS.search(reading.text, stop, start):
            break
        if people * condition.share <= FEW:
            return first
    return None


def _end_of_unique(reading: Reading, start: int) -> int:
    """Return where the place in the sentence of "the only one" ends; 0 when it has none close behind."""
    place = bisect_left(reading.tokens, start, key=lambda t: t.start)
    for spot in spots_from(reading, place, _WIDE):
        between = reading.text[start : spot.start]
        return 0 if len(between) > _WIDE or _ENDS.search(between) else spot.end
    return 0


def _end_of_event(reading: Reading, match: re.Match[str]) -> int:
    """Return where the place of an event ends; 0 when it has none close behind."""
    text, end = reading.text, match.end()
    place = bisect_left(reading.tokens, end, key=lambda t: t.start)
    spot = next(iter(spots_from(reading, place, _NEAR)), None)
    between = text[end : spot.start] if spot else ""
    if spot is None or len(between) > _NEAR or _ENDS.search(between) or "," in between:
        unknown = _UNKNOWN_EVENT_PLACE.match(text, end)
        return unknown.end() if unknown and is_place_name(unknown["name"]) else 0
    return spot.end if _REPORTED.match(between) and not _EVERY_DAY.match(between) else 0


# "L’avalanche de Valfréjus", "l’incendie de la ferme de Vallet".
_UNKNOWN_EVENT_PLACE = lazy(
    r"(?:\s(?:de\s|d['’]\s?|du\s)(?:l[ae]\s|l['’]\s?)?(?:car|bus|train|avion|h[ée]licopt[èe]re|t[ée]l[ée]ph[ée]rique|man[èe]ge"
    r"|ferme|immeuble|usine|discoth[èe]que|[ée]cole|gare|tunnel|pont|barrage|stade|silo|grange))?"
    rf"\s(?:de\s|d['’]|du\s|[àa]\s){NAME}"
)
