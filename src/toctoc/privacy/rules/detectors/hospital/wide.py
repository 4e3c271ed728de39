"""Houses by the shape of their name: any word for a place of care, of school or of custody with a name behind it.

A net beside the lists: the name is whatever is written as one and is no word of medicine; in lower case it must be a
saint, stand behind an article, or be no word at all.
"""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.hospital.heads import GENERIC, KINDS, NOT_A_NAME
from toctoc.privacy.rules.detectors.hospital.shapes import (
    AND_SITE,
    ANNOUNCES,
    ARTICLED,
    BACK,
    ENGLISH,
    ENGLISH_SMALL,
    EXTRA,
    FIRST,
    LED,
    NO_HOUSE,
    OF_MEDICINE,
    ROOM,
    ROYALS,
    SMALL,
    STAFF,
    TOLD,
    WRITTEN,
)
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places.starting import matches
from toctoc.privacy.rules.places.words import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading


def wide(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the names of houses start and end, with the word for the house and the room."""
    text = reading.text
    for match in matches(WRITTEN, reading, FIRST):
        if _is_written(match):
            yield led(text, match.start()), _with_room(text, match.end())
    for match in matches(SMALL, reading, FIRST):
        if _is_small(match):
            yield led(text, match.start()), _with_room(text, match.end("small"))
    for match in ARTICLED.finditer(text):
        if _is_articled(match):
            yield match.start(), _with_room(text, match.end())
    for match in STAFF.finditer(text):
        if _is_where_they_work(match["name"]):
            yield match.start("name"), match.end()
    if reading.language == "en":
        yield from _english(text)


def _is_articled(match: re.Match[str]) -> bool:
    """Tell the house in "MDR Les Tilleuls" from "pour Les autres"."""
    house, last = key(match["house"]), key(match["name"]).split(" ")[-1]
    return not (_is_thing(last) or house in EMPTY or lexicon().acronym(house))


def _is_where_they_work(name: str) -> bool:
    """Tell whether what a nurse or a doctor belongs to is a house: "le pédiatre des Bleuets"."""
    first = key(re.split(r"[ ’'-]", name)[0])
    if len(first) < _SHORTEST or not name[1:2].islower():
        return False
    return not (first in EXTRA | KINDS | NOT_A_NAME or lexicon().country(first) or lexicon().region(first))


def led(text: str, start: int) -> int:
    """Return where what goes with a house that starts at ``start`` begins: its article, the service, the unit."""
    found = LED.search(text[max(0, start - BACK) : start])
    return start - min(start, BACK) + found.start() if found else start


def _with_room(text: str, end: int) -> int:
    site = AND_SITE.match(text, end)
    end = site.end() if site else end
    room = ROOM.match(text, end)
    return room.end() if room else end


def _is_written(match: re.Match[str]) -> bool:
    """Tell whether what follows the word is a name; behind "service" or "unité" it must be told by an article."""
    if match["quoted"]:
        return match["house"] is not None or _QUOTED.match(match["part"]) is not None
    words = (key(w) for w in re.split(r"[\s’'-]+", match["name"]) if w)
    first = next((w for w in words if w not in EXTRA and w not in _NOTHING), None)
    if first is None:
        return False
    return _is_acronym_of_house(match) if _is_acronym(match["name"], first) else _is_name(match, first)


def _is_acronym(written: str, first: str) -> bool:
    known = lexicon()
    is_known = known.acronym(first) or known.institution(first)
    return written.isupper() and (len(written) <= _ACRONYM or bool(is_known))


def _is_acronym_of_house(match: re.Match[str]) -> bool:
    return len(match["name"]) >= _ACRONYM and " " not in match["name"] and (match["part"] or "").lower() == "groupe"


def _is_name(match: re.Match[str], first: str) -> bool:
    house, link = match["house"], (match["of"] or "").lower()
    if _DOCTOR.match(link):
        return True
    if link.startswith(("à", "a ")) and not lexicon().communes(first):
        return False
    if house is None:
        is_named = bool(link) or _is_proper(first) or _is_site(match, first)
        return is_named and not _is_thing(first)
    return _is_name_of_house(match["name"], first, house, is_linked=bool(link))


def _is_site(match: re.Match[str], first: str) -> bool:
    """Tell whether "imagerie" or "centre" stands before a name of two words, or one that is no word."""
    return _SITES.match(match["part"]) is not None and (bool(_PARTED.search(match["name"])) or not _is_word(first))


def _is_name_of_house(name: str, first: str, house: str, *, is_linked: bool) -> bool:
    """Tell whether what follows a word that is surely a house is its name."""
    if is_linked and name[1:].islower() and key(house) in ANNOUNCES | TOLD:
        return not (lexicon().country(first) or lexicon().region(first))
    if house.isupper() and "-" in name:
        return True
    return not (_is_thing(first) or (_is_unsure(house) and lexicon().word(first)))


def _is_unsure(house: str) -> bool:
    """Tell whether an abbreviation in small letters may be a word: "ch", "mat"."""
    return len(house) <= _ACRONYM and house.islower() and house not in _SPOKEN


_ACRONYM, _SHORTEST = 4, 4
_SPOKEN = frozenset({"chu", "cmp", "ime", "iem", "esat"})
_PARTED = lazy("[ -]")
_QUOTED = lazy(r"pavillon|unit[ée]|b[âa]timent|centre|p[ôo]le", re.IGNORECASE)
_SITES = lazy(r"imagerie|irm|scanner|radiologie|groupe|centre|p[ôo]le", re.IGNORECASE)
_DOCTOR = lazy(r"(?:du|des|de\sla)\s(?:Dr|Pr|doct|prof)", re.IGNORECASE)


def _is_thing(k: str) -> bool:
    known = lexicon()
    is_region = bool(known.country(k) or known.region(k) or known.people(k))
    return is_region or known.month(k) > 0 or known.brand(k) or (known.medical(k) and not known.first_name(k))


def _is_proper(k: str) -> bool:
    known = lexicon()
    return not known.word(k) and (known.surname(k) > 0 or known.first_name(k) > 0 or bool(known.communes(k)))


def _is_small(match: re.Match[str]) -> bool:
    """Tell whether words in lower case name the house."""
    house, small = key(match["house"]), key(match["small"]).removeprefix("de ")
    words = _WORDS.findall(small)
    if small.startswith(("saint", "st ", "ste ", "st-", "ste-", "st.", "notre")):
        return len(words) != 1
    content = list(filterfalse(_LINKS.__contains__, words))
    if not content or any(map(_names_none, content)):
        return False
    is_bare = match["town"] or match["bare"]
    if is_bare and (any(map(_is_word, content)) or words[-1] != content[-1]):
        return False
    return _announces(house, "" if is_bare else words[0])


def _announces(house: str, article: str) -> bool:
    """Tell whether small words behind a house name it: "les" behind "résidence", not "le" behind "hôpital"."""
    if house in _ARTICLED and article in {"le", "la", "les"}:
        return article == "les" and house in {"residence", "foyer"}
    return house in ANNOUNCES


def _is_word(k: str) -> bool:
    return lexicon().word(k) > 0 or lexicon().english(k) > 0


_WORDS = lazy(r"[^\s’'.-]+")
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "d", "l"})
_ARTICLED = frozenset({"ecole", "college", "lycee", "hopital", "residence", "foyer", "pharmacie"})
_NOTHING = KINDS | GENERIC | NOT_A_NAME


def _names_none(k: str) -> bool:
    """Tell whether a word in lower case behind a house is rather a thing: "clinique du sommeil"."""
    return k in NO_HOUSE or k in _NOTHING or lexicon().medical(k) or lexicon().month(k) > 0


def _english(text: str) -> Iterator[tuple[int, int]]:
    for match in ENGLISH.finditer(text):
        if _is_english([key(w) for w in re.split(r"[\s’'-]+", match["name"]) if w]):
            yield match.span()
    for match in ROYALS.finditer(text):
        yield match.span()
    for match in ENGLISH_SMALL.finditer(text):
        if _is_english_small([key(w) for w in match["name"].split()], match["kind"]):
            yield match.start("name"), match.end()


def _is_english(words: list[str]) -> bool:
    """Tell whether the words before "Hospital" name it: not "Cardiac", not "The"."""
    named = [w for w in words if w not in EXTRA and w not in {"of", "and", "for", "s"}]
    return bool(named) and not (named[-1].endswith(OF_MEDICINE) and lexicon().medical(named[-1]))


def _is_english_small(words: list[str], kind: str) -> bool:
    """Tell whether words in lower case before "hospital" name it; before "care home" any but "the" and "local" do."""
    known = lexicon()
    if any(known.medical(w) for w in words):
        return False
    is_home = kind == "care home" and EXTRA.isdisjoint(words)
    return is_home or any(not known.english(w) or known.communes(w) or known.town(w) for w in words)
