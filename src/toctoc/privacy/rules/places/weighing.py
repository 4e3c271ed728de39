"""Tell the town from the ordinary word, the person and the disease of the same name.

The lexicon says what else a name may be, the words around it what is expected (see
:mod:`toctoc.privacy.rules.places.evidence`), the writing how much it means to be a name. Thresholds were set on texts
of our own and on French medical abstracts, where towns are rare and look-alikes common.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from toctoc.privacy.rules.places.evidence import Strength
from toctoc.privacy.rules.places.looks import LARGE, Looks, is_cut

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

# Inhabitants: a town that most know, that its region knows, that its neighbours know.
KNOWN, MIDDLE, SMALL = 10_000, 5_000, 1_000
# "Y", "Us", "Eu", "Oz": communes, but mostly something else.
_SHORT = 2


def is_place(reading: Reading, first: int, last: int, expected: Strength, population: int) -> bool:
    """Tell whether the name at ``first`` to ``last`` of a place of ``population`` inhabitants is that place."""
    if expected is Strength.NO or (expected < Strength.SURE and _is_short(reading, first, last)):
        return False
    if expected <= Strength.OF and is_cut(reading, last):
        return False
    seen = Looks(reading, first, last)
    if not seen.is_written_as_name:
        return not seen.is_everyday and _is_unwritten_place(seen, expected, population)
    return not _is_denied(seen, expected, population) and _is_written_place(seen, expected, population)


def _is_denied(seen: Looks, expected: Strength, population: int) -> bool:
    """Tell whether a name that is written as one is rather a word or a person, for all that is expected."""
    if expected < Strength.SURE and (seen.is_everyday or (seen.is_ordinary and seen.has_small_article(population))):
        return True
    return expected < Strength.LIKELY and seen.is_personal and seen.is_first_of_two


def _is_short(reading: Reading, first: int, last: int) -> bool:
    return first == last and len(reading.tokens[first].text) <= _SHORT


def _is_written_place(seen: Looks, expected: Strength, population: int) -> bool:
    """Decide on a name that is written as one."""
    if expected >= Strength.LIKELY:
        return not (seen.is_ordinary and seen.is_followed)
    if expected is Strength.NONE:
        return _is_bare_place(seen, population)
    if population >= LARGE or not seen.is_other:
        return True
    if expected is Strength.AT:
        return not seen.is_many_things
    return seen.is_compound or (population >= KNOWN and not seen.is_eponym)


def _is_bare_place(seen: Looks, population: int) -> bool:
    """Decide on a name that no preposition announces."""
    if seen.is_compound:
        return not (seen.opens and seen.is_ordinary)
    if seen.is_other:
        return population >= LARGE and not _is_doubtful(seen)
    if seen.opens:
        return population >= MIDDLE and not (seen.is_surname or seen.is_followed)
    if seen.is_surname:
        return population >= LARGE
    return seen.is_apart or population >= MIDDLE


def _is_doubtful(seen: Looks) -> bool:
    """Tell whether a word or a name of many people stands where nothing says that it is a place."""
    return seen.opens or not seen.is_apart or seen.is_first_name or seen.is_followed


def _is_unwritten_place(seen: Looks, expected: Strength, population: int) -> bool:
    """Decide on a name in lower case, or in a line all in capitals."""
    if expected is Strength.CERTAIN or (expected >= Strength.AT and _is_known_unwritten(seen, population)):
        return True
    if seen.is_ordinary:
        return expected is Strength.SURE and not seen.is_long
    if expected >= Strength.LIKELY:
        return True
    return not (seen.is_personal and population < LARGE) and _is_strange_place(seen, expected, population)


def _is_known_unwritten(seen: Looks, population: int) -> bool:
    """Tell whether everybody knows "le havre", and nothing else is called "niort"."""
    if seen.is_long:
        return population >= LARGE and not seen.is_medical
    return seen.is_uncommon and population >= MIDDLE


def _is_strange_place(seen: Looks, expected: Strength, population: int) -> bool:
    """Decide on a name in lower case that is no word and no name of many people, by how many know the town."""
    if expected is Strength.AT and (seen.is_plain or seen.is_compound):
        return True
    if expected is Strength.OF and seen.is_surname:
        return population >= LARGE
    return population >= _known_from(seen, expected)


def _known_from(seen: Looks, expected: Strength) -> float:
    """Return from how many inhabitants on a name in lower case means the town."""
    if expected >= Strength.OF or (seen.is_compound and not seen.is_personal):
        return SMALL
    if seen.is_long and not seen.is_personal:
        return MIDDLE
    if seen.is_plain:
        return MIDDLE if seen.is_shouted else LARGE
    return inf
