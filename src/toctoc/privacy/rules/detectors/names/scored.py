"""Scores, signs and diseases named after somebody, told from a person by what follows: a figure, a result, a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.familiar import is_score
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.words import Word

JOINTS = cues.words("et and de la le von van der")
# Words of a row of names: a text of capitals alone must not be read to its end from each of them.
_LONGEST = 6
_ROW, _RARE_IN_ROW = 12, 2
_FIRST_NAME, _FEW = 10, 6  # a thousand bearers, thirty
# What stands between a score and its figure: "Lee à 9", "Norton : 14".
_LEADS_TO = cues.words("a at score grade stade stage type is of cote cotee")
_MARKS = frozenset({"", ":", "=", "<", ">", "≥", "≤", "à"})
_RESULTS = cues.words(
    """positif positive positifs negatif negative negatifs normal normale aboli abolis present presente absent absente
    libre libres biplan revise revisee modifie modifiee rapporte rapportee debutant evoque evoquee bilateral bilaterale
    lateralise lateralisee droite gauche probable possible recherche stade grade stage"""
)
_SIDES = cues.words("droite gauche")
_LEVELS = cues.words("i ii iii iv v vi a b c d e")
_WHOSE = cues.words("la le sa son ma mon un une")
# After a figure, these make it an age, a sex or a stay rather than a score.
_OF_PEOPLE = cues.words("an ans mois jours semaines year years yo months weeks m f h yr yrs a lit ch chambre")


def scored(words: list[Word], place: int) -> int:
    """Return where the names of a score or a sign end that a figure or a result follows; else 0."""
    if _is_one_of_row(words[place]) and _is_enumerated(words, place):
        return place + 1
    if not is_score(words[place]):
        return _resulted(words, place)
    end = names_end(words, place, JOINTS)
    return _scored_end(words, end) or _scored_end(words, place + 1)


def _resulted(words: list[Word], place: int) -> int:
    """Return where a disease or a sign ends that a result follows: "Horton probable"; else 0."""
    known = words[place].known
    if not known.eponym or known.first >= _FIRST_NAME:
        return 0
    end = names_end(words, place, JOINTS)
    if end >= len(words):
        return 0
    if words[end].spaced and (words[end].key in _RESULTS or any(told(words, end) for told in _TOLD)):
        return end
    return end if _is_signed_plus(words[end]) or _is_in_history(words, place, end) else 0


def _is_signed_plus(word: Word) -> bool:
    """Tell whether a plus stands before: "Seidel +, Tyndall ++"."""
    return word.gap.lstrip(" ").startswith("+")


def _is_on_a_side(words: list[Word], place: int) -> bool:
    """Tell whether a sign is on one side: "Hoffmann à droite"."""
    following = next_to(words, place)
    return words[place].text == "à" and following is not None and following.key in _SIDES


def _is_of_relative(words: list[Word], place: int) -> bool:
    """Tell whether a disease runs in a family: "Horton chez la mère"."""
    if place + 2 >= len(words) or words[place].key != "chez":
        return False
    return words[place + 1].key in _WHOSE and words[place + 2].key in cues.KIN


_TOLD = (_is_of_relative, _is_on_a_side)


def _is_in_history(words: list[Word], place: int, end: int) -> bool:
    """Tell whether a disease stands between commas beside words of medicine: "HTA, SAOS, Horton, "."""
    if words[place].gap != ", " or words[end].gap not in {", ", ". "} or not place:
        return False
    listed = words[end].gap == ", " and words[end].shape is Shape.LOWER and _is_of_medicine(words[end])
    return listed or _is_of_medicine(words[place - 1])


def _is_of_medicine(word: Word) -> bool:
    return word.known.medical and not word.ordinary and word.known.borne < _FEW and word.shape is not Shape.TITLE


def _is_enumerated(words: list[Word], place: int) -> bool:
    """Tell whether diseases, signs or tests stand in a row: "Wilson, Menkes, Pompe, Fabry"."""
    first, last = place, place + 1
    while first > max(0, place - _ROW) and _is_one_of_row(words[first - 1]) and words[first].gap == ", ":
        first -= 1
    while last < min(len(words), place + _ROW) and words[last].gap == ", " and _is_one_of_row(words[last]):
        last += 1
    rare = sum(word.known.eponym and word.known.borne < _FIRST_NAME for word in words[first:last])
    return rare >= _RARE_IN_ROW


def _is_one_of_row(word: Word) -> bool:
    return word.capital and is_known_to_medicine(word)


def is_known_to_medicine(word: Word) -> bool:
    """Tell whether a disease, a sign, a test or a score is called so."""
    return word.known.eponym or is_score(word)


def _scored_end(words: list[Word], end: int) -> int:
    """Return ``end`` when a figure or a result follows the score whose name ends there ("Norton 14"); else 0."""
    after = words[end] if end < len(words) else None
    if after is None or "\n" in after.gap:
        return 0
    mark = after.gap.strip()
    if _is_signed_plus(after):
        return end
    if mark not in _MARKS or (after.opens and mark != ":"):
        return 0
    return end if _is_told(words, end) else 0


def _is_told(words: list[Word], end: int) -> bool:
    """Tell whether a result stands at ``end``, or behind what leads to it."""
    after = words[end]
    told = min(end + (after.key in _LEADS_TO), len(words) - 1)
    if after.text == "à" and words[told].key in {"h", "j"}:  # "Guthrie à H72"
        told = min(told + 1, len(words) - 1)
    return _is_result(words[told]) and not _is_of_people(words, told)


def _is_result(word: Word) -> bool:
    if word.shape is Shape.NUMBER or word.key in _RESULTS:
        return True
    return word.shape is not Shape.LOWER and word.key in _LEVELS


def _is_of_people(words: list[Word], place: int) -> bool:
    """Tell whether a figure is an age or a bed: "Clark 62 ans", "Bishop 62 F"."""
    following = next_to(words, place)
    if following is None:
        return False
    return following.key in _OF_PEOPLE and following.gap.strip() in {"", ",", "/"}


def names_end(words: list[Word], place: int, joints: frozenset[str] = frozenset()) -> int:
    """Return where the names from ``place`` end: capitals in a row, joined by hyphens or one of ``joints``."""
    end = place + 1
    limit = min(len(words), place + _LONGEST)
    while end < limit and not words[end].opens and _is_joined(words[end]):
        word, following = words[end], next_to(words, end)
        if word.capital or (word.known.eponym and word.gap.strip() == "-"):
            end += 1
        elif word.key in joints and following is not None and _may_follow(following):
            end += 2
        else:
            break
    return end


def _is_joined(word: Word) -> bool:
    return word.spaced or word.gap.strip() in {"-", "'", "’", "/"}


def _may_follow(word: Word) -> bool:
    return word.capital and (word.known.eponym or word.known.first < _FIRST_NAME)
