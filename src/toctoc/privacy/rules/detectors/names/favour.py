"""Rules that speak for a name. Each returns its points for a candidate, 0 when it says nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.candidate import FEW, LOOSE, SOME, first_weight, once, surname_weight
from toctoc.privacy.rules.detectors.names.cues import Cue, words
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.candidate import Candidate
    from toctoc.privacy.rules.detectors.names.words import Word

_SHORT, _ACRONYM = 2, 5  # letters at most
_PAIR = 2  # words
_LITTLE = 2  # points
# What is told apart by letters.
_LETTERED = words(
    """page lot plan salle bloc rue groupe type grade stade phase classe annexe figure tableau point partie bras cas
    batiment bat escalier porte aile secteur box lit chambre vitamine hepatite virus grippe question option formule
    group class part table arm case ward bay room vitamin plan step level team"""
)
_ANNOUNCED = {
    Cue.TITLE: 9,
    Cue.FIELD: 9,
    Cue.TOLD: 7,
    Cue.CHILD: 6,
    Cue.KIN: 6,
    Cue.HEADING: 4,
    Cue.SIGNED: 4,
    Cue.OF: 4,
    Cue.MET: 4,
    Cue.ROLE: 4,
    Cue.SAID: 3,
    Cue.GREETED: 3,
    Cue.AT: 2,
    Cue.BESIDE: 1,
}


def announced(c: Candidate) -> int:
    """Count what stands before it."""
    return _ANNOUNCED[c.cue] if c.cue else 0


@once
def first_name(c: Candidate) -> int:
    """Count a first name: the commoner, the surer; less when it is a word too."""
    return max(first_weight(word, shown=c.shown or place > 0) for place, word in enumerate(c.parts))


def surname(c: Candidate) -> int:
    """Count a surname, or a capital that no list explains."""
    if c.end - c.start > 1 and lexicon().surname(c.whole) >= FEW:
        return 4
    if not c.head.capital and not c.cue:
        return 0
    if len(c.parts) > 1:
        return max(surname_weight(word, shown=c.shown or place > 0) for place, word in enumerate(c.parts))
    return _surname_alone(c, c.parts[0])


def _surname_alone(c: Candidate, word: Word) -> int:
    """Count what one word says more for a surname than for a first name."""
    if word.shape is Shape.LOWER and not word.known.borne:
        return 0
    return max(surname_weight(word, shown=c.shown or c.cue not in LOOSE) - first_name(c), 0)


def pair(c: Candidate) -> int:
    """Count a first name and something else: "Olive Lefèvre", "LEFÈVRE Olive"."""
    if len(c.parts) <= 1 or not any(word.known.first >= FEW for word in c.parts):
        return 0
    others = sum(not word.known.medical or word.known.borne > 0 for word in c.parts)
    return 3 if others > 1 and any(word.known.surname or not word.ordinary for word in c.parts) else 0


def unknown_pair(c: Candidate) -> int:
    """Count two capitals in a row, one a surname, the other in no list: "Giorgos Pappas"."""
    if len(c.parts) != _PAIR or not c.shown or first_name(c) > _LITTLE:
        return 0
    named = any(word.known.surname >= FEW for word in c.parts)
    return 2 if named and not any(_is_something_else(word) for word in c.parts) else 0


def _is_something_else(word: Word) -> bool:
    known = word.known
    return word.ordinary or known.medical or known.eponym or known.place or known.brand


def cased(c: Candidate) -> int:
    """Count one part in capitals, the other not: "DUPONT Jean", "Jean DUPONT"."""
    if len(c.parts) <= 1 or not {word.shape for word in c.parts} >= {Shape.UPPER, Shape.TITLE}:
        return 0
    return 3 if any(word.known.borne >= FEW for word in c.parts) else 0


def initialled(c: Candidate) -> int:
    """Count an initial with a surname: "J. Dupont", "J.-P. Martin", "Sophie M."; less when no list holds it."""
    if not (c.head.initial or c.span[-1].initial):
        return 0
    if is_surname_and_initial(c):
        return 3
    named = [word for word in c.span if len(word.text) > _SHORT]
    if not named or any(map(_is_odd_beside_initial, named)):
        return 0
    if any(map(_is_surely_borne, named)):
        return 3
    return 2 - (c.cue is None and not all(map(_is_no_word, named)))


def is_surname_and_initial(c: Candidate) -> bool:
    """Tell whether a usual name and an initial stand as in a list of people: "Shah D.", "Wu L,"; not "page B"."""
    last = c.span[-1]
    if not last.initial or c.head.shape is not Shape.TITLE or c.head.key in _LETTERED or c.head.known.borne < SOME:
        return False
    return c.rest[:1] in {".", ",", ";"}


def _is_odd_beside_initial(word: Word) -> bool:
    return word.known.medical or word.known.brand or word.shape is Shape.LOWER


def _is_no_word(word: Word) -> bool:
    return not word.ordinary


def _is_surely_borne(word: Word) -> bool:
    return word.known.first >= SOME or (word.known.surname >= FEW and not word.ordinary)


def particle(c: Candidate) -> int:
    """Count a particle within: "de La Tour", "El Khatib", "N’Guessan"."""
    inside = any(w.key in cues.PARTICLES for w in c.span[:-1])
    prefixed = any(len(w.text) == 1 and following.gap in {"'", "’"} for w, following in pairwise(c.span))
    return 2 if (prefixed or inside) and c.span[-1].capital and c.head.capital else 0


def nicknamed(c: Candidate) -> int:
    """Count a syllable said twice: "momo", "Gégé"."""
    return 3 if c.head.nickname else 0


def written_large(c: Candidate) -> int:
    """Count a surname in capitals within a sentence that is not: "Dossier LEGENDRE à rappeler"."""
    word = c.parts[0]
    large = word.shape is Shape.UPPER and len(word.text) > _ACRONYM and not c.loud and c.cue in LOOSE
    return 2 if large and word.known.borne >= SOME and not word.ordinary and not word.known.medical else 0
