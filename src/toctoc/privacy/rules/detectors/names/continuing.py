"""Which word continues a name: a surname after a first name, what lists hold in a line of capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.plausible import is_in_no_list
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Word

_ACRONYM, _SHORT = 4, 3
_BORNE = 8  # a surname of a hundred heads of companies, a first name of a hundred people
_FEW, _MANY, _USUAL = 6, 12, 17
_COMMON = 5  # how common an English word is
# What is left of compound first names: "jean mi", "anne so".
COMPOUND = cues.words("jean marie maria anne pierre paul louis claude rose")
COMPOUND_HALVES = cues.words(
    "mi kev phi phil fi lou clo seb mich fred flo so soso lo no do jo ro ma lau cla jac yves ce the jose"
)
_USUAL_AFTER = cues.ACTS | cues.FUNCTION | cues.ANNOUNCING
_NO_PART = cues.NEVER | cues.TITLES
_NO_SURE_PART = cues.FUNCTION | cues.MONTHS_AND_DAYS


def goes_on(word: Word, before: Word, *, dated: bool = False) -> bool:
    """Tell whether a capitalised word continues the name of the word before it."""
    if word.key in _NO_PART or _is_relative(word, before):
        return False
    if word.key in _NO_SURE_PART:
        return not dated and word.shape is Shape.TITLE and min(word.known.borne, before.known.borne) >= _FEW
    if is_acronym(word) and not _is_short_part(word, before):
        return False
    return _is_in_a_row(word) if word.shape is before.shape is Shape.UPPER else _is_part(word)


def _is_part(word: Word) -> bool:
    return not _is_no_person(word.known) and (word.known.borne > 0 or not word.ordinary)


def _is_in_a_row(word: Word) -> bool:
    """Tell whether a word in a line of capitals is a name: only what lists hold."""
    return word.known.borne >= _BORNE or (word.known.borne > 0 and not word.ordinary)


def _is_short_part(word: Word, before: Word) -> bool:
    """Tell whether a few capitals are a short name rather than an acronym: "NGUYEN LY", "J. ROY"."""
    return before.initial or (before.shape is Shape.UPPER and word.known.borne > 0)


def _is_no_person(known: Known) -> bool:
    return known.branded or known.institution or (known.medical and not known.borne)


def _is_relative(word: Word, before: Word) -> bool:
    """Tell whether a kin word or a role begins another phrase: "RIP Tonton Bébert"; "Ndoye Papa Samba" is one name."""
    return word.plain and word.key in cues.KIN | cues.ROLES and before.known.surname < _FEW


def is_acronym(word: Word) -> bool:
    """Tell whether it is a few capitals that are no usual name."""
    return word.shape is Shape.UPPER and len(word.text) <= _ACRONYM and word.known.borne < _BORNE


def goes_on_small(word: Word, before: Word, *, announced: bool) -> bool:
    """Tell whether a word in lower case continues a name: "olive lefevre", "mme sandrine dupond"."""
    if word.shape is not Shape.LOWER or (announced and _is_cut_compound(word, before)):
        return word.shape is Shape.LOWER
    if len(word.text) < _SHORT or (before.shape is not Shape.LOWER and not announced and not before.known.first):
        return False
    if min(before.known.first, word.known.first) >= _USUAL:  # "jean marie"
        return True
    return not _is_usual_word(word) and _is_small_part(word.known, before.known)


def _is_cut_compound(word: Word, before: Word) -> bool:
    """Tell whether it is what people make of a compound first name: "jean kev", "anne so"."""
    return before.key in COMPOUND and word.key in COMPOUND_HALVES


def _is_usual_word(word: Word) -> bool:
    return word.ordinary or word.known.medical or word.known.english >= _COMMON or word.key in cues.ANNOUNCING


def _is_small_part(known: Known, before: Known) -> bool:
    return (before.first > 0 and known.surname > 0) or (known.borne >= _BORNE and not known.english)


def closes_small(words: list[Word], place: int) -> bool:
    """Tell whether an ordinary surname in lower case follows a first name and ends there: "ginette moulin, 82 ans"."""
    word, before, following = words[place], words[place - 1], next_to(words, place)
    if before.shape is not Shape.LOWER or word.shape is not Shape.LOWER:
        return False
    if before.known.first < _MANY or before.ordinary or (following is not None and following.spaced):
        return False
    if word.key in _USUAL_AFTER:
        return False
    if word.gap == " " and is_in_no_list(word):
        return len(word.text) > _SHORT
    return word.known.surname >= _MANY - 1
