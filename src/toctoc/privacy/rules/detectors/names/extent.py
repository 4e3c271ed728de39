"""How far a name goes: first names, particles, surnames, initials, in one stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.continuing import (
    COMPOUND,
    COMPOUND_HALVES,
    closes_small,
    goes_on,
    goes_on_small,
    is_acronym,
)
from toctoc.privacy.rules.detectors.names.filed import after_comma
from toctoc.privacy.rules.detectors.names.plausible import is_in_no_list
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.words import Word

LONGEST = 7
_APOSTROPHES = frozenset({"'", "’", "`", "´"})
_AFTER_INITIAL = frozenset({".", ". ", ".-"})
_SHORT = 3
_LEADING = 3  # words before the surname proper: "van der Berg", "de La Tour"
_BORNE = 8  # a surname of a hundred heads of companies
_FEW = 6
_MANY = 12  # a first name of 2,000 people
_OF = cues.words("de du des d")
# Letters in lower case that are hardly ever words, even in a hurry.
_LONE_LETTERS = cues.words("b f h k p q r u v w z")
_NO_HALF = cues.FUNCTION - cues.PARTICLES
_NO_SURNAME = cues.NEVER | cues.FUNCTION
_NO_SURNAME_AFTER = _NO_SURNAME | cues.ROLES | cues.TITLES | cues.MONTHS_AND_DAYS | cues.FIELDS | cues.HEADINGS


def extent(words: list[Word], start: int, *, announced: bool) -> int:
    """Return the place after the last word of the name that begins at ``start``.

    ``announced`` names (after a title, a field, "je m’appelle") may go on with words that are in no list.
    """
    end = _first_part(words, start, announced=announced)
    if not announced and is_acronym(words[start]) and end == start + 1:
        end_of_acronym = end < len(words) and words[end].shape is not Shape.UPPER
        if end_of_acronym:
            return end
    while end < min(len(words), start + LONGEST):
        following = _continued(words, start, end, announced=announced)
        if following == end:
            break
        end = following
    return end


def _first_part(words: list[Word], start: int, *, announced: bool) -> int:
    """Return the place after the first part: "Le Bihan", "d’Ormesson", "N’Guessan" and "Zoé" are each one part."""
    place = _beyond_leads(words, start)
    if place == start:
        return start + 1
    last = words[place]
    keys = [word.key for word in words[start : place + 1]]
    known = lexicon().surname("".join(keys)) > 0 or lexicon().surname(" ".join(keys)) > 0
    if last.capital or known or (announced and not last.ordinary):
        return place + 1
    return start + 1


def _beyond_leads(words: list[Word], place: int) -> int:
    """Return the place of the first word from ``place`` on that is no particle or prefix of the next."""
    limit = min(place + _LEADING, len(words) - 1)
    while place < limit and _leads(words, place):
        place += 1
    return place


def _leads(words: list[Word], place: int) -> bool:
    """Tell whether the word is a particle or a prefix that the next word completes."""
    word, following = words[place], words[place + 1]
    if following.key in cues.TITLES or following.key in cues.NEVER or (word.key == "st" and following.initial):
        return False
    if following.gap in _APOSTROPHES:
        return word.key in cues.PREFIXES and following.key not in cues.FUNCTION
    return word.key in cues.PARTICLES and (following.spaced or following.gap == "-")


def _continued(words: list[Word], start: int, end: int, *, announced: bool) -> int:
    """Return the place after the part that goes on at ``end``, or ``end`` when the name is over."""
    word, before = words[end], words[end - 1]
    if word.gap == "-":
        return end + _after_hyphen(before, word)
    if word.gap in _APOSTROPHES:
        return end + _after_apostrophe(before, word)
    if word.gap in _AFTER_INITIAL:
        return _after_initial(words, start, end, announced=announced)
    if word.gap == ", ":
        return after_comma(words, start, end, announced=announced)
    return _after_space(words, start, end, announced=announced) if word.spaced else end


def _after_apostrophe(before: Word, word: Word) -> bool:
    """Tell whether an apostrophe stands within a name: "N’Guessan", "Guivarc’h"."""
    breton = word.key == "h" and before.key.endswith("c") and len(before.text) > 1
    return breton or (before.key in cues.PREFIXES and word.capital)


def _is_married_name(word: Word) -> bool:
    return word.gap in {" ", ". "} and word.capital and word.known.borne >= _FEW and word.key not in cues.FUNCTION


def _after_hyphen(before: Word, word: Word) -> bool:
    """Tell whether a hyphen joins two names: Jean-Pierre, Dupont-Moretti; not "Dupont-t-il" nor "Lefèvre-là"."""
    if word.initial:
        return before.initial
    if word.key in COMPOUND_HALVES and before.key in COMPOUND:
        return True
    if word.key in _NO_HALF or (word.key in cues.KIN and not word.capital):
        return False
    if word.capital:
        return not word.known.medical or word.known.borne > 0
    return _is_small_half(before, word)


def _is_small_half(before: Word, word: Word) -> bool:
    """Tell whether a word in lower case is half of a name: "anne-lise", "Min-jun"."""
    if before.shape is Shape.TITLE and is_in_no_list(word):
        return not before.ordinary
    return word.known.borne > 0 and (before.shape is Shape.LOWER or not word.ordinary)


def _after_initial(words: list[Word], start: int, end: int, *, announced: bool) -> int:
    """Go on after a point: "J. Dupont", "J.-P. de La Tour", and "Ch. Dupont" when announced."""
    word, before = words[end], words[end - 1]
    if announced and _is_small_after_initial(word, before):
        return end + 1
    if not before.initial and not (end - start == 1 and _is_cut_short(before, announced=announced)):
        return end
    if word.key in cues.PARTICLES and not word.initial:
        return _beyond_particles(words, start, end, announced=announced)
    if word.initial:
        return end + (not _is_elided(words, end))
    return end + (word.capital and goes_on(word, before))


def _is_elided(words: list[Word], place: int) -> bool:
    """Tell whether a capital opens a sentence with an apostrophe: "C. J’ai", "A. L’arrêté"."""
    following = next_to(words, place)
    return following is not None and following.gap in _APOSTROPHES and not following.capital


def _is_small_after_initial(word: Word, before: Word) -> bool:
    """Tell whether a surname in lower case follows a letter: "dr j. moreau"."""
    return len(before.text) == 1 and word.shape is Shape.LOWER and word.known.surname >= _FEW


def _is_cut_short(word: Word, *, announced: bool) -> bool:
    return word.capital and len(word.text) <= _SHORT and (announced or word.key in cues.CUT_SHORT)


def _after_space(words: list[Word], start: int, end: int, *, announced: bool) -> int:
    """Go on after a space."""
    word, before, following = words[end], words[end - 1], next_to(words, end)
    if word.key in cues.MARRIED and before.capital and following is not None:
        return end + 2 * _is_married_name(following)
    if word.initial and _is_last_initial(words, end):
        return end + 1
    if word.key in cues.PARTICLES or _is_prefix(word, following):
        return _beyond_particles(words, start, end, announced=announced)
    if word.capital:
        return end + _goes_on(words, end, announced=announced)
    return end + _after_space_small(words, end, announced=announced)


def _goes_on(words: list[Word], end: int, *, announced: bool) -> bool:
    word, before = words[end], words[end - 1]
    if announced and _is_surname_after(word, before):
        return True
    return len(word.text) > 1 and goes_on(word, before, dated=_is_number(next_to(words, end)))


def _is_surname_after(word: Word, before: Word) -> bool:
    """Tell whether a capital is a surname since a first name that is announced stands before: "Mme Sylvette Cadet"."""
    if word.shape is not Shape.TITLE or len(word.text) <= _SHORT or word.key in _NO_SURNAME_AFTER:
        return False
    return before.shape is Shape.TITLE and before.known.first >= _FEW and not word.known.medical


def _after_space_small(words: list[Word], end: int, *, announced: bool) -> bool:
    """Tell whether a name goes on in lower case: with an initial and a point, a surname."""
    word, before = words[end], words[end - 1]
    if _is_small_initial(word, next_to(words, end)):
        return before.shape is Shape.LOWER and before.known.first > 0
    if word.key in _LONE_LETTERS and before.shape is Shape.LOWER and before.known.first >= _MANY:  # "theo b"
        return not before.ordinary
    return goes_on_small(word, before, announced=announced) or closes_small(words, end)


def _is_number(word: Word | None) -> bool:
    return word is not None and word.shape is Shape.NUMBER


def _is_prefix(word: Word, following: Word | None) -> bool:
    return following is not None and word.key in cues.PREFIXES and following.gap in _APOSTROPHES


def _is_small_initial(word: Word, following: Word | None) -> bool:
    return len(word.text) == 1 and word.text.isalpha() and following is not None and following.gap.startswith(".")


def _beyond_particles(words: list[Word], start: int, end: int, *, announced: bool) -> int:
    """Return the place after "de La Tour" or "van der Berg" when a name stands there; else ``end``."""
    place = _beyond_leads(words, end)
    last, first = words[place], words[start]
    if words[end].capital and not last.capital:  # "Vo Van parle"
        place = end
    if place == end:
        return end + _particles_alone(words, end, 1 if announced else _BORNE)
    if (_is_plain_start(first) and not announced) or (words[end].key in _OF and _is_no_estate(last)):
        return end
    return place + 1 if _ends_name(last, first) else end


def _particles_alone(words: list[Word], place: int, bearers: int) -> int:
    """Count the particles that are the surname themselves: "Nguyen Van", "Gwenn Le Dû ouvre"."""
    if words[place].capital and _is_particle_name(words, place):
        return 2
    return int(_is_particle_alone(words[place], bearers) or _is_last_article(words, place))


def _is_particle_name(words: list[Word], place: int) -> bool:
    """Tell whether two particles with capitals are a surname: "Le Dû"."""
    following = next_to(words, place)
    if following is None or not following.spaced or len(following.text) == 1:
        return False
    return following.shape is Shape.TITLE and following.key in cues.PARTICLES


def _is_last_article(words: list[Word], place: int) -> bool:
    """Tell whether a capital makes a surname of an article where the phrase ends: "Anh-Thu Le, "."""
    following = next_to(words, place)
    ends = following is None or not (following.spaced or following.gap in _APOSTROPHES)
    return (
        ends and words[place].shape is Shape.TITLE and words[place].key in {"le", "ly"} and not words[place - 1].plain
    )


def _is_particle_alone(word: Word, bearers: int) -> bool:
    return word.capital and word.known.surname >= bearers and word.key not in cues.FUNCTION


def _ends_name(last: Word, first: Word) -> bool:
    """Tell whether a word after particles is a surname: a capital, or lower case after lower case."""
    return last.key not in _NO_SURNAME and (last.capital or _is_small_surname(last, first))


def _is_small_surname(last: Word, first: Word) -> bool:
    return first.shape is Shape.LOWER and last.known.surname >= _BORNE and not last.ordinary


def _is_plain_start(word: Word) -> bool:
    return word.plain and word.known.first < _FEW and not word.initial and word.key not in cues.PARTICLES


def _is_no_estate(word: Word) -> bool:
    """Tell whether what follows "de" is a ward, a town or a country rather than a name: "Dupont de Médecine"."""
    known = word.known
    return (
        known.institution or known.place or known.medical or is_acronym(word) or (word.ordinary and not known.surname)
    )


def _is_last_initial(words: list[Word], place: int) -> bool:
    """Tell whether the capital is that of a name, as in "Sophie M."; not a word like "A" or "Y"."""
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None:
        return True
    glued = following.shape is Shape.NUMBER and following.start == words[place].end  # "J3"
    if glued or following.gap in _APOSTROPHES:
        return False
    return (
        following.gap.startswith(".") or not following.spaced or words[place].key not in {"a", "y", "i", "d", "l", "c"}
    )
