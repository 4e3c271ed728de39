"""Read the name that follows, or in English precedes, a word for a place of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.hospital.heads import (
    ENGLISH_KINDS,
    GENERIC,
    KINDS,
    NOT_A_NAME,
)
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import spots_from
from toctoc.privacy.rules.places.known import longest, names
from toctoc.privacy.rules.places.words import EMPTY, LINKS, gap, is_capital, is_shouted
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

_SPACES = frozenset({" ", "-", "'", "’", " - ", " «", "« ", " « ", ' "', " “", " '", " ‘"})
_MOST_WORDS = 9
_MOST_KINDS = 5
_KNOWN = 8
_ABBREVIATION, _SHORTEST = 4, 4
_MOST_LINKS = 3
_TITLES = frozenset({"dr", "pr", "j", "r", "h", "g", "a", "m", "c", "e", "f", "l", "p"})
SAINTS = frozenset({"saint", "sainte", "st", "ste", "notre", "sacre"})
_CONTINUES = frozenset(
    {"de", "du", "des", "d", "et", "l", "la", "le", "les", "en", "sur", "lès", "sous", "aux", "au", "a"}
)
_ARTICLES = frozenset({"du", "des", "les", "le", "la", "l"})
_NO_HOUSE = frozenset({"et", "en", "sur", "a", "au", "aux", "sous"})
# After these in lower case, an article and a noun make a name: "ehpad les mimosas", "clinique du parc".
_PURPOSES = frozenset({"pour", "en"})
_NO_NAMES = EMPTY | NOT_A_NAME | KINDS | GENERIC
_NAMED_LIKE_HOUSES = frozenset({"ehpad", "ehpa", "clinique", "polyclinique", "retraite"})


def after_kinds(reading: Reading, place: int) -> int:
    """Return the first word from ``place`` on that is no kind of institution: "universitaire", "de pédiatrie"."""
    tokens = reading.tokens
    at, linked = place, place
    for _ in range(_MOST_KINDS):
        if at >= len(tokens) or gap(reading, at - 1) not in _SPACES or is_name_word(reading, at):
            break
        if tokens[at].key not in KINDS:
            break
        at += 1
        if tokens[at - 1].key not in LINKS:
            linked = at
    return linked


def is_name_word(reading: Reading, place: int) -> bool:
    """Tell whether a word is written as part of a name and is no word for an institution."""
    token = reading.tokens[place]
    if not is_capital(token) or is_shouted(reading, place, place) or _is_letter(reading, place):
        return False
    return token.key not in KINDS and token.key not in GENERIC


def _is_letter(reading: Reading, place: int) -> bool:
    """Tell a lone letter from an initial: "hôpital H. Mondor"."""
    is_initial = place + 1 < len(reading.tokens) and gap(reading, place) == ". "
    return len(reading.tokens[place].text) == 1 and not is_initial


def name_end(reading: Reading, place: int, head: str) -> int:
    """Return the last word of the name that starts at or after ``place``, behind at most three links; -1 when none."""
    tokens = reading.tokens
    at = _behind_links(reading, place)
    if at >= len(tokens) or gap(reading, at - 1) not in _SPACES:
        return -1
    if at > place and (spotted := _spot_end(reading, at - 1)) > 0:
        return through(reading, spotted)
    if is_name_word(reading, at) and not tokens[at].opens:
        return through(reading, at) if _may_be_name(reading, at) else -1
    return _unwritten(reading, place, at, head)


def _behind_links(reading: Reading, place: int) -> int:
    """Return the first word from ``place`` on that is no link, three words on at most."""
    tokens = reading.tokens
    for at in range(place, min(place + _MOST_LINKS, len(tokens))):
        if tokens[at].key not in _CONTINUES or gap(reading, at - 1) not in _SPACES:
            return at
    return min(place + _MOST_LINKS, len(tokens))


def _may_be_name(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if token.shape is Shape.UPPER and (lexicon().medical(token.key) or len(token.text) <= _ABBREVIATION):
        return False
    return not lexicon().month(token.key)


def _spot_end(reading: Reading, place: int) -> int:
    """Return the last word of the place that starts at ``place`` or just after; 0 when none does."""
    return next((spot.last for spot in spots_from(reading, place, 2)), 0)


def _is_joined(reading: Reading, place: int) -> bool:
    """Tell whether the word at ``place`` and the next may be of one name; a point ends it but after "St."."""
    between = gap(reading, place)
    return between in _SPACES or (between == ". " and reading.tokens[place].key in SAINTS | _TITLES)


def through(reading: Reading, at: int) -> int:
    """Return the last word of a name of which ``at`` is a word."""
    end = _written_end(reading, at)
    if end + 1 >= len(reading.tokens) or gap(reading, end) not in _SPACES:
        return end
    spotted = _spot_end(reading, end + 1)
    return max(end, spotted) if spotted and spotted - end <= _MOST_WORDS else end


def _written_end(reading: Reading, at: int) -> int:
    """Return the last word in capitals, or behind a hyphen, of a name of which ``at`` is a word."""
    tokens, end = reading.tokens, at
    for place in range(at + 1, min(at + _MOST_WORDS, len(tokens))):
        if not _is_joined(reading, place - 1):
            break
        is_hyphened = gap(reading, place - 1) == "-" and tokens[place].shape is not Shape.NUMBER
        if is_hyphened or is_name_word(reading, place):
            end = place
        elif tokens[place].key not in _CONTINUES:
            break
    return end


def _unwritten(reading: Reading, place: int, at: int, head: str) -> int:
    """Return the last word of a name in lower case or all in capitals; -1 when it is none."""
    tokens = reading.tokens
    keys = [t.key for t in tokens[place : place + _MOST_WORDS]]
    for start in range(at - place + 1):
        known = longest(names("hospitals.txt"), keys, start)
        if known:
            return place + start + known - 1
    if spotted := _spot_end(reading, at):
        return spotted
    if tokens[at].key in SAINTS and at + 1 < len(tokens) and gap(reading, at) in _SPACES:
        return at + 1
    return at if head in _NAMED_LIKE_HOUSES and _is_house(reading, place, at) else -1


def _is_house(reading: Reading, place: int, at: int) -> bool:
    """Tell whether a word in lower case behind an article names a house: "ehpad les mimosas"."""
    token, links = reading.tokens[at], {t.key for t in reading.tokens[place:at]}
    is_led = not (_ARTICLES.isdisjoint(links) or reading.tokens[place - 1].key in _PURPOSES)
    if not is_led or not _NO_HOUSE.isdisjoint(links) or token.shape is Shape.NUMBER:
        return False
    return len(token.key) >= _SHORTEST and token.key not in _NO_NAMES and not lexicon().medical(token.key)


def english_start(reading: Reading, place: int) -> tuple[int, bool]:
    """Return the first word in capitals before the English word at ``place``, and whether they name something."""
    tokens = reading.tokens
    start, named = place, False
    for at in range(place - 1, max(place - 1 - _MOST_WORDS, -1), -1):
        between = gap(reading, at)
        if between not in {" ", "-", "'", "’", "' ", "’ ", ". ", " & "}:
            break
        token = tokens[at]
        if not is_capital(token) and token.key not in {"s", "of", "the", "and", "for"}:
            break
        if is_capital(token):
            start = at
            named = named or _is_english_name(token.key)
    return start, named


def _is_english_name(k: str) -> bool:
    if k in ENGLISH_KINDS or k in EMPTY or k in KINDS:
        return False
    known = lexicon()
    return not known.medical(k) or known.first_name(k) >= _KNOWN or (k,) in names("foreign_cities.txt").get(k, {})


def english_end(reading: Reading, place: int) -> int:
    """Return the last word of what follows an English head: "of Eastern Ontario", "for Sick Children"."""
    tokens, end = reading.tokens, place
    if place + 2 >= len(tokens) or tokens[place + 1].key not in {"of", "for"} or gap(reading, place) != " ":
        return end
    for at in range(place + 2, min(place + 2 + 5, len(tokens))):
        if gap(reading, at - 1) not in {" ", "-"} or not (is_capital(tokens[at]) or tokens[at].key == "the"):
            break
        end = at if is_capital(tokens[at]) else end
    return end
