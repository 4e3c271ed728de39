"""Titles before a name: "Mme Dupond", "Dr. Dupond", "MM. Costes et Diop"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.plausible import MANY, SOME, is_function, is_of_a_language, may_name
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.words import Word

_AFTER = cues.ACTS | cues.words("et and")
_PLURAL = cues.words("mm mmes drs prs messieurs mesdames docteurs professeurs doctors mlles mes")
_USUAL = 14  # a first name of 8,000 people, as 1 + log2
_PARTICLES = 3  # at most before a surname
_SELDOM = 3  # how common an ordinary word is that a surname is likelier than
_LIST = 8  # words of a list of people
_ACRONYMS = cues.words("mm ms mr pr me")
_PRONOUNS = cues.words("m me mm mx")
_WITHOUT_POINT = cues.LONG_TITLES | {"melle"}
_NO_NAME = cues.NEVER | cues.TITLES | cues.KIN
_NO_SURNAME = cues.NEVER | cues.TITLES
_LEADS = cues.PARTICLES | cues.PREFIXES
_ACTS_OR_GREETS = cues.ACTS | cues.GREETINGS | {phrase[0] for phrase in cues.TELLING if len(phrase) == 1}
_APOSTROPHES = frozenset({"'", "’"})


def is_titled(words: list[Word], place: int) -> bool:
    """Tell whether a title stands before: "Mme Dupond", "Dr. Dupond", "mme dupond", "Docteur Dupond"."""
    word, before = words[place], words[place - 1]
    if before.key not in cues.TITLES or word.key in _NO_NAME or not word.gap:
        return False
    mark = word.gap.strip(" ")
    if mark and (mark != "." or before.key in _WITHOUT_POINT):
        return False
    if _is_cut_short(word, next_to(words, place)):
        return True
    if _is_lead(word):
        return _is_short_name(words, place)
    return not _is_other_word(word, before) and _fits_title(word, before)


def _is_lead(word: Word) -> bool:
    return is_function(word) or (word.key in _LEADS and not word.initial)


def _is_cut_short(word: Word, following: Word | None) -> bool:
    """Tell whether it is a letter and a point: "dr j. moreau"."""
    return len(word.text) == 1 and following is not None and following.gap in {".", ". "}


def shares_title(words: list[Word], place: int) -> bool:
    """Tell whether a title of several people stands before the names before: "MM. Costes et Diop"."""
    joined = words[place - 1].key in {"et", "and"} or words[place].gap == ", "
    if not joined or not words[place].capital:
        return False
    for back in range(place - 1, max(place - _LIST, -1), -1):
        word = words[back]
        if word.key in _PLURAL and word.capital:
            return may_name(words[place], 1)
        if not word.capital and word.key not in {"et", "and"}:
            return False
    return False


def _is_other_word(word: Word, before: Word) -> bool:
    """Tell whether the title is another word: an acronym ("MR imaging"), "me" or "m’", the "M." of a germ."""
    if before.shape is Shape.UPPER and before.key in _ACRONYMS:
        return word.known.borne < SOME
    if before.key == "pr" and not before.capital:  # "pour"
        return not word.capital and word.known.borne < MANY
    if before.key != "m":
        return before.key in _PRONOUNS and not before.capital
    return not (before.capital and word.capital) and _is_elided(word)


def _is_elided(word: Word) -> bool:
    """Tell whether "m" before the word is "me": an apostrophe, or a word that few are named after."""
    return word.ordinary or word.known.surname < MANY or "'" in word.gap


def _is_short_name(words: list[Word], place: int) -> bool:
    """Tell whether a word such as "Le" after a title is a name: a particle before one, or the end of the line."""
    word, following = words[place], next_to(words, place)
    leads = word.key in _LEADS
    if not word.capital and not leads:
        return False
    if following is None or _stands_alone(words[place - 1], following):
        return word.shape is Shape.TITLE and word.known.borne >= SOME
    if following.gap in _APOSTROPHES and word.key in cues.PREFIXES:  # "dr n'koua"
        return not following.ordinary
    return leads and _leads_on(words, place)


def _leads_on(words: list[Word], place: int) -> bool:
    word, following = words[place], words[place + 1]
    if not word.capital and not following.capital:
        return leads_small(words, place)
    return following.key not in _NO_SURNAME and _completes(word, following)


def leads_small(words: list[Word], place: int) -> bool:
    """Tell whether a particle in lower case begins a surname in lower case: "mme le corre", "mr da silva"."""
    last = place + 1
    while last < min(place + _PARTICLES, len(words) - 1) and words[last].key in cues.PARTICLES:
        last += 1
    name = words[last]
    if name.capital:  # "Dr van der Berg"
        return not name.plain
    if name.shape is not Shape.LOWER or not name.spaced or name.key in _NO_SURNAME:
        return False
    return name.known.word <= _SELDOM and _is_compound([word.key for word in words[place : last + 1]])


def _is_compound(keys: list[str]) -> bool:
    """Tell whether many are called so with their particle, or by the last word alone, which is no town."""
    if lexicon().surname("".join(keys)) >= SOME or lexicon().surname(" ".join(keys)) >= SOME:
        return True
    return lexicon().surname(keys[-1]) >= MANY and not lexicon().communes(keys[-1])


def _stands_alone(title: Word, following: Word) -> bool:
    """Tell whether nothing goes on with the name: "M. Le, 40 ans", "Mme Ma et M. Li"."""
    if not (following.spaced or following.gap in _APOSTROPHES):
        return True
    return following.key in _AFTER and title.key in cues.SHORT_TITLES


def _completes(word: Word, following: Word) -> bool:
    if following.capital:
        return not following.plain or following.key in cues.PARTICLES
    return word.capital and not following.ordinary


def _fits_title(word: Word, before: Word) -> bool:
    """Tell whether a word is one that a title may stand before: in lower case, no word of every day."""
    long = before.key in cues.LONG_TITLES
    if word.capital:
        return not word.known.branded and not (long and _is_plain_capital(word))
    if word.shape is not Shape.LOWER or word.key in _ACTS_OR_GREETS:
        return False
    return not is_of_a_language(word.known) or _is_usual_name(word, before)


def _is_usual_name(word: Word, before: Word) -> bool:
    """Tell whether a word of every day is likelier a name behind this title: "madame virginie"."""
    if before.key == "pr":
        return False
    usual = word.known.first >= _USUAL and before.key not in {"me", "m"}
    return usual or word.known.surname >= (MANY if before.key in cues.LONG_TITLES else SOME)


def _is_plain_capital(word: Word) -> bool:
    return word.ordinary and word.known.borne < SOME and not word.initial
