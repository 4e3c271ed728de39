"""Places that no list knows, by what is said of them: "j’habite à …", "le village de …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.fields import Field
from toctoc.privacy.rules.places.cues import AT, BORN, DOES, HAS_NAME, OF
from toctoc.privacy.rules.places.evidence import Strength, lives
from toctoc.privacy.rules.places.words import EMPTY, before, gap, is_capital, is_shouted
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

_FROM = frozenset({"originaire", "originaires", "native", "natif"})
_SHORTEST = 4
_MOST_WORDS = 8
_COMMON = 5
# Rarer names than 2 to this power are no person's first.
_KNOWN = 8


def may_be_unknown(reading: Reading, place: int) -> bool:
    """Tell, for little work, whether a word that no list has may be a place."""
    token = reading.tokens[place]
    if token.shape is Shape.TITLE:
        return True
    if not place or token.key in EMPTY or len(token.key) < _SHORTEST:
        return False
    previous = reading.tokens[place - 1].key
    return previous in AT or previous in OF or lives(previous) or ":" in gap(reading, place - 1)


def unknown_place(reading: Reading, place: int, expected: Strength) -> int:
    """Return how many words from ``place`` on are a place because of what stands before; 0 when they are not."""
    if expected < Strength.OF:
        return 0
    if not (
        _is_short_form(reading, place)
        or _is_said_to_be_one(reading, place, expected)
        or _is_saint(reading, place, expected)
    ):
        return 0
    token = reading.tokens[place]
    size = 1
    while size < _MOST_WORDS and place + size < len(reading.tokens) and _goes_on(reading, place + size, token.shape):
        size += 1
    return size


def _is_short_form(reading: Reading, place: int) -> bool:
    """Tell whether the first word of a longer name stands for it: "Brioux" for Brioux-sur-Boutonne."""
    token, known = reading.tokens[place], lexicon()
    if not is_capital(token) or token.shape is not Shape.TITLE or len(token.text) < _SHORTEST:
        return False
    if Field.COMMUNE_WORDS.read(known.known(token.key)) <= 1 or token.key in EMPTY:
        return False
    if known.word(token.key) or known.medical(token.key) or known.eponym(token.key):
        return False
    return known.first_name(token.key) < _KNOWN and known.surname(token.key) < _KNOWN


def _is_saint(reading: Reading, place: int, expected: Strength) -> bool:
    """Tell whether a saint's name with a hyphen follows a preposition of place: "née à Sainte-Félicité"."""
    if expected < Strength.AT or place + 1 >= len(reading.tokens) or gap(reading, place) != "-":
        return False
    is_saint = reading.tokens[place].key in {"saint", "sainte", "st", "ste"}
    return is_saint and reading.tokens[place + 1].shape is Shape.TITLE


def _is_said_to_be_one(reading: Reading, place: int, expected: Strength) -> bool:
    if not _may_name(reading, place):
        return False
    keys = before(reading, place)
    if not keys:
        return expected is Strength.SURE
    near = keys[1:4]
    if expected >= Strength.LIKELY and _is_told(keys[0], near):
        return True
    if keys[0] in {"in", "near"} or (keys[0] == "to" and not DOES.isdisjoint(near)):
        return reading.language == "en" and _is_english_place(reading, place)
    return _is_gone_to(reading, place, keys) and _is_nothing_else(reading, place)


def _is_gone_to(reading: Reading, place: int, keys: list[str]) -> bool:
    """Tell whether "à" or "revenu de" leads to the name."""
    return reading.tokens[place - 1].text == "à" or (keys[0] in OF and not DOES.isdisjoint(keys[1:2]))


def _is_told(preposition: str, near: list[str]) -> bool:
    """Tell whether the words before the preposition speak of a town, or of where somebody lives."""
    if preposition in OF:
        return not (HAS_NAME | _FROM).isdisjoint(near[:1])
    return preposition in AT and (any(lives(k) for k in near) or not BORN.isdisjoint(near[:2]))


def _is_nothing_else(reading: Reading, place: int) -> bool:
    """Tell whether a name in capitals behind "à" is known as nothing else: "rentré à Mopti"."""
    token, known = reading.tokens[place], lexicon()
    k = token.key
    if token.shape is not Shape.TITLE or known.first_name(k) or known.surname(k) >= _KNOWN:
        return False
    looked_up = (known.word, known.english, known.medical, known.eponym, known.brand, known.people)
    return not any(look(k) for look in looked_up) and not _is_species(reading, place)


def _is_species(reading: Reading, place: int) -> bool:
    """Tell whether a Latin word in lower case follows: "Clogmia albipunctata"."""
    if place + 1 >= len(reading.tokens) or gap(reading, place) != " ":
        return False
    following = reading.tokens[place + 1]
    return following.shape is Shape.LOWER and len(following.key) >= _SHORTEST and not lexicon().word(following.key)


def _is_english_place(reading: Reading, place: int) -> bool:
    """Tell whether an English text has a name after "in" that is nothing else: "our GP in Thornbury"."""
    token, known = reading.tokens[place], lexicon()
    if token.shape is not Shape.TITLE or known.english(token.key) or known.medical(token.key):
        return False
    return not (known.people(token.key) or known.eponym(token.key) or known.month(token.key))


def _may_name(reading: Reading, place: int) -> bool:
    token, known = reading.tokens[place], lexicon()
    if token.shape is Shape.NUMBER or not _is_nameable(token.key):
        return False
    if is_capital(token) and not is_shouted(reading, place, place):
        return known.word(token.key) <= _COMMON or (place + 1 < len(reading.tokens) and gap(reading, place) == "-")
    return not (known.word(token.key) or known.english(token.key) or known.first_name(token.key))


def _is_nameable(k: str) -> bool:
    return len(k) >= _SHORTEST and k not in EMPTY and not lexicon().medical(k) and not lexicon().month(k)


def _goes_on(reading: Reading, place: int, shape: Shape) -> bool:
    """Tell whether the name goes on: after a hyphen, or with another capital."""
    between = gap(reading, place - 1)
    if between in {"-", "'", "’"}:
        return True
    return between == " " and shape is not Shape.UPPER and reading.tokens[place].shape is Shape.TITLE
