"""Names as files hold them: a surname, a comma and a first name; a name and a degree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.continuing import is_acronym
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.words import Word

_BORNE = 8  # a surname of a hundred heads of companies
_FEW = 6
_MANY = 12  # a first name of 2,000 people
# What follows a name in a file.
_RECORDED = cues.words("dob ddn born nee ne ipp nip nhs mrn nda age aged day post pt h f m admitted")


def after_comma(words: list[Word], start: int, end: int, *, announced: bool) -> int:
    """Go on after a comma: "HOLLOWAY, June" in a field, "Rolland, Serge Rolland", and "R. Callahan, MD"."""
    word, before = words[end], words[end - 1]
    if _is_initial_after(words, end) or (end - start > 1 and _is_degree(word)):
        return end + 1
    if not word.capital or before.initial:
        return end
    following = _spaced(words, end + 1)
    if _says_again(following, before):
        return end + 2
    if word.known.first < _FEW or not _is_one_surname(words[start:end]):
        return end
    return end + (announced * (following is None) or _is_filed(words, start, end))


def _is_filed(words: list[Word], start: int, end: int) -> bool:
    return _is_listed_before(words[end], words[end - 1]) or _is_in_order(words, start, end)


def _is_one_surname(span: list[Word]) -> bool:
    """Tell whether nothing but particles stands before the last word: "DE SOUZA", "Le Guen"."""
    return all(word.key in cues.PARTICLES or len(word.text) == 1 for word in span[:-1])


def _is_in_order(words: list[Word], start: int, end: int) -> bool:
    """Tell whether a surname and a first name stand as in a file: "Doyle, Fionnuala, DOB", "Pearce, Jermaine (A12"."""
    surname, first, after = words[end - 1], words[end], next_to(words, end)
    if _is_hardly_surname(surname):
        return False
    if first.shape is not Shape.TITLE or (first.plain and not words[start].opens):
        return False
    return after is None or _is_recorded(after)


def _is_hardly_surname(word: Word) -> bool:
    if word.plain or word.known.first >= _MANY or _is_acronym_of_two(word):
        return True
    return word.known.place or word.known.medical


def _is_recorded(word: Word) -> bool:
    """Tell whether what follows a name is what files hold: a column, a bracket, a date of birth."""
    if word.shape is Shape.NUMBER or "\n" in word.gap:
        return True
    return "\t" in word.gap or word.gap.strip(" ") in {"(", ";", "|"} or word.key in _RECORDED


def _is_acronym_of_two(word: Word) -> bool:
    return word.shape is Shape.UPPER and is_acronym(word)


def _is_initial_after(words: list[Word], place: int) -> bool:
    """Tell whether an initial and its point follow a surname and a comma: "Mackie, J."."""
    before, following = words[place - 1], next_to(words, place)
    if not words[place].initial or before.known.surname < _BORNE or before.ordinary:
        return False
    return following is None or following.gap.startswith(".")


def _says_again(word: Word | None, before: Word) -> bool:
    return word is not None and word.key == before.key


def _is_degree(word: Word) -> bool:
    return word.shape is Shape.UPPER and word.key in cues.DEGREES


def _is_listed_before(word: Word, before: Word) -> bool:
    """Tell whether a surname in capitals stands before a first name, as in lists: "HOLLOWAY, June"."""
    if before.shape is not Shape.UPPER or before.plain:
        return False
    if word.shape is Shape.TITLE:
        return before.known.surname >= _BORNE
    usual = min(before.known.surname, word.known.first) >= _BORNE
    return usual or (before.known.surname > 0 and before.opens)


def _spaced(words: list[Word], place: int) -> Word | None:
    """Return the word at ``place`` when nothing but a space stands before it."""
    return words[place] if place < len(words) and words[place].spaced else None
