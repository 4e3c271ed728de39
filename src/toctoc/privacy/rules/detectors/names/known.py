"""What lexicons know of a word, looked up once for all rules that ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.fields import Field

_COMMON = 6  # how common a word is that no nickname is
_FEW_PEOPLE = 9  # 250 bearers
# What people write for what in first names, the letters at least that such a name has, and how well known it is.
_SLIPS = (
    ("f", "ph"), ("ph", "f"), ("k", "c"), ("c", "k"), ("i", "y"), ("y", "i"), ("s", "ss"), ("ss", "s"), ("n", "nn"),
    ("nn", "n"), ("l", "ll"), ("ll", "l"), ("t", "th"), ("th", "t"), ("o", "au"), ("z", "s"), ("ck", "c"), ("q", "c"),
    ("mm", "m"), ("m", "mm"), ("ie", "y"), ("j", "g"), ("g", "j"), ("an", "en"), ("en", "an"), ("oi", "oy"),
)  # fmt: skip
_LONG_ENOUGH, _WELL_KNOWN = 5, 15
_LESSENED = 6
_SELDOM, _MUCH = 2, 12
_PLACES = (Field.COUNTRY, Field.REGION, Field.CITY)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What lexicons know of a word: its weight as a first name, a surname and an ordinary word, and what else it is.

    ``borne`` is its weight as a name of either kind. ``branded``: a brand or a public body that few people are named
    after. ``ordinary``: a word of French (or of English, in English). ``plain``: one that even a capital hardly makes a
    name; ``either``: one that a capital at the start of a sentence leaves in doubt. ``nickname``: a syllable said
    twice, as nicknames are: "momo", "Gégé".
    """

    first: int
    surname: int
    word: int
    english: int
    medical: bool
    eponym: bool
    place: bool
    brand: bool
    institution: bool
    people: bool
    borne: int
    branded: bool
    ordinary: bool
    plain: bool
    either: bool
    nickname: bool


@lru_cache(maxsize=4_096)
def known_of(word: str, language: str) -> Known:
    """Return what lexicons know of a key for a text in ``language``."""
    found = lexicon().known(word)
    english, common = Field.ENGLISH.read(found), Field.WORD.read(found)
    first, surname = Field.FIRST_NAME.read(found), Field.SURNAME.read(found)
    medical, brand = lexicon().medical(word), bool(Field.BRAND.read(found))
    if not any((first, english, common, medical)):
        first = _respelt(word)
    if language == "en":
        common = max(common, english)
    borne, ordinary = max(first, surname), common > 0 or word in cues.FUNCTION
    return Known(
        first=first,
        surname=surname,
        word=common,
        english=english,
        medical=medical,
        eponym=bool(Field.EPONYM.read(found)),
        place=any(field.read(found) for field in _PLACES),
        brand=brand,
        institution=bool(Field.INSTITUTION.read(found)),
        people=bool(Field.PEOPLE.read(found)),
        borne=borne,
        branded=brand and borne < _FEW_PEOPLE,
        ordinary=ordinary,
        plain=ordinary and borne < 3 * common,
        either=common >= _SELDOM and borne - 3 * common < _MUCH,
        nickname=_is_nickname(word, common),
    )


def _is_nickname(word: str, common: int) -> bool:
    half = len(word) // 2
    return half in {2, 3} and word[:half] * 2 == word and word not in cues.DOUBLED and common < _COMMON


def _respelt(word: str) -> int:
    """Return the weight of the first name that an unknown word misspells ("christofe", "nathali"), much lessened."""
    if len(word) < _LONG_ENOUGH:
        return 0
    known = lexicon()
    if known.surname(word) or known.eponym(word) or known.communes(word):
        return 0
    weight = max(known.first_name(one) for one in _spellings(word))
    return weight - _LESSENED if weight >= _WELL_KNOWN else 0


def _spellings(word: str) -> set[str]:
    """Return what a misspelt first name may have been meant to be."""
    spelt = {word.replace(wrong, right) for wrong, right in _SLIPS if wrong in word} | {word + "e", word + "h"}
    spelt |= {one.replace("f", "ph") + "e" for one in spelt if one[-1:] in "cnlhirt"}
    return spelt | {word[:-1]} if word.endswith("e") else spelt
