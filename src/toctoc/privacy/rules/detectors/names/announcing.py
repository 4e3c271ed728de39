"""What announces a name: the words that stand before it, and how they must be set apart from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.plausible import (
    MANY,
    SOME,
    is_function,
    is_unknown,
    may_be_nickname,
    may_call,
    may_name,
)
from toctoc.privacy.rules.detectors.names.titles import is_titled, shares_title
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.words import Word

_WINDOW = 8  # words before a name that may announce it
# Words that may stand between a kin word and the name: "sa fille aînée Léa", "son fils de 12 ans, Léo".
_BETWEEN = cues.words(
    """aine ainee cadet cadette unique jumeau jumelle adoptif adoptive age agee de ans mois an semaines jours years old
    year biologique paternel paternelle maternel maternelle decede decedee actuel actuelle aged feu feue in law"""
)
_BETWEEN_COUNT = 4
_OFTEN = 12  # a first name of 2,000 people
_AT_LINE_START = cues.words("de a to from re objet cc ne contact aide")
_QUOTES = " «»“”\"'*_\t()"
_MARKS = frozenset({":", "=", ":\n", "?", "?\n"})
_BARE_MARKS = _MARKS | {"", "\n", "? :", "?\n-"}
_PATIENTS = cues.words("patient patiente pt pat")
_ASIDE = frozenset({",", "(", ":", "«", "“", '"', "-", ", «", '("'})
_APOSTROPHES = frozenset({"'", "’"})
_HEADINGS = cues.HEADINGS | cues.ROLES | cues.CHILDREN | cues.KIN
_GREETING_OR_ME = (cues.GREETINGS | {"moi"}) - cues.words("cher chere chers cheres dear")
_OF, _OWNERS = cues.words("de d a"), cues.KIN | cues.OWNED
# These count where "moi" opens the sentence, and where "ce" was written "cé".
_STANDING_FOR = cues.phrases("moi| ce")
_NAMED = cues.phrases("nommee| denomme| denommee| prenomme| prenommee| named| called")
_FIELD_PHRASES = cues.by_last_word(cues.FIELD_PHRASES)
_SENTENCES = cues.by_last_word(cues.TELLING | cues.SAYING)
_MEETING = cues.by_last_word(cues.MEETING)


def announced_by(words: list[Word], place: int, language: str) -> Cue | None:
    """Return what announces the word at ``place`` as a name, the surest first, or None."""
    if not place:
        return None
    words, place = _without_particles(words, place)
    if is_titled(words, place) or shares_title(words, place):
        return Cue.TITLE
    foreign = cues.FRENCH_ONLY if language == "en" else cues.ENGLISH_ONLY
    return _field(words, place) or _told(words, place) or _related(words, place, foreign) or _loosely(words, place)


def _related(words: list[Word], place: int, foreign: frozenset[str]) -> Cue | None:
    """Return whether a word for a child, a relative or a role stands before."""
    word, before = words[place], words[place - 1]
    if before.key in cues.CHILDREN and _is_set_beside(word, before, SOME):
        small = before.opens and word.shape is Shape.LOWER and word.ordinary  # "Petite victoire : "
        return None if small else Cue.CHILD
    if _is_kin(words, place, foreign):
        return Cue.KIN
    return Cue.ROLE if _is_role(words, place, foreign) else None


def _without_particles(words: list[Word], place: int) -> tuple[list[Word], int]:
    """Return the few words around ``place``, and its place among them, as if "Le Meur" were "Meur"."""
    word, lead = words[place], place
    while word.capital and lead < min(place + 3, len(words) - 1) and words[lead].key in cues.PARTICLES:
        if not words[lead + 1].spaced or not words[lead + 1].capital:
            break
        lead += 1
    if lead == place:
        return words, place
    before = words[max(0, place - _WINDOW) : place]
    return [*before, replace(words[lead], gap=word.gap, opens=word.opens), *words[lead + 1 : lead + 3]], len(before)


def _field(words: list[Word], place: int) -> Cue | None:
    """Return whether a field or a heading ("Nom : ", "née ", "Patient : ") stands before, or on the line above."""
    word, before, end = words[place], words[place - 1], place
    gap = word.gap
    if _is_answer_letter(words, place):  # "Q : nom ? R : Ducasse"
        before, gap, end = words[place - 2], before.gap, place - 1
    mark = gap.strip(_QUOTES)
    bare = before.key in cues.BARE_FIELDS and mark in _BARE_MARKS
    if not bare and mark not in _MARKS:
        return None
    if not may_name(word, 1) or ("\n" in mark and not _is_answer(words, place)):
        return None
    return _bare_field(word, before, mark) if bare else _marked_field(words, end, mark)


def _is_answer_letter(words: list[Word], place: int) -> bool:
    before = words[place - 1]
    return before.opens and len(before.text) == 1 and place > 1 and words[place].gap.strip() in {":", "."}


def _bare_field(word: Word, before: Word, mark: str) -> Cue | None:
    """Return what "née Dupond" is; "née préma" is none."""
    if not mark and not word.capital and word.known.surname < MANY:
        return None
    return Cue.FIELD if before.key != "ne" and (word.capital or mark) else Cue.HEADING


def _marked_field(words: list[Word], end: int, mark: str) -> Cue | None:
    """Return what the words before ``end`` are, which a colon or a question mark follows."""
    before = words[end - 1]
    if before.key in cues.FIELDS or _ends_with(words, end, _FIELD_PHRASES):
        return Cue.FIELD
    is_heading = before.key in _HEADINGS and "?" not in mark
    return Cue.HEADING if is_heading and (before.key not in _AT_LINE_START or before.opens) else None


def _ends_with(words: list[Word], place: int, phrases: dict[str, list[tuple[str, ...]]]) -> bool:
    """Tell whether one of ``phrases``, by their last words, stands right before ``place``."""
    ending = phrases.get(words[place - 1].key)
    return ending is not None and any(_are_before(words, place, phrase) for phrase in ending)


def _are_before(words: list[Word], place: int, phrase: tuple[str, ...]) -> bool:
    start = place - len(phrase)
    return start >= 0 and all(words[start + count].key == one for count, one in enumerate(phrase))


def _is_answer(words: list[Word], place: int) -> bool:
    """Tell whether a word on the line after a field is a name: borne by some, or alone on its line."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    glued = following is not None and following.shape is Shape.NUMBER and following.start == word.end
    return not glued and (word.known.borne >= SOME or following is None or "\n" in following.gap)


def _told(words: list[Word], place: int) -> Cue | None:
    """Return whether a sentence gives the name: "je m’appelle", "my name is", "je suis"."""
    word = words[place]
    phrases = _SENTENCES.get(words[place - 1].key)
    if phrases is None or not word.gap or word.gap.strip(" :,«“\"'("):
        return None
    if word.key in cues.NEVER or is_function(word):
        return None
    told = (_told_by(words, place, phrase) for phrase in phrases if _are_before(words, place, phrase))
    return next((cue for cue in told if cue is not None), None)


def _told_by(words: list[Word], place: int, phrase: tuple[str, ...]) -> Cue | None:
    """Return what ``phrase``, which stands right before, says of the word."""
    if phrase in _STANDING_FOR and not _stands_for(words[place - 1]):
        return None
    named = may_name(words[place], 1) or _may_be_nickname(words[place], phrase)
    if phrase in cues.TELLING or _is_greeting_before(words, place - len(phrase)):
        return Cue.TOLD if named else None
    return Cue.SAID if _is_said(words, place) else None


def _may_be_nickname(word: Word, phrase: tuple[str, ...]) -> bool:
    """Tell whether a word in lower case may be a nickname; after "nommée", no word of the lists."""
    return may_be_nickname(word) and not (word.ordinary and phrase in _NAMED)


def _is_greeting_before(words: list[Word], place: int) -> bool:
    return place > 0 and words[place - 1].key in _GREETING_OR_ME


def _stands_for(word: Word) -> bool:
    """Tell whether "moi" opens the sentence, and whether "ce" was written "cé"."""
    return word.opens if word.key == "moi" else word.text == "cé"


def _is_said(words: list[Word], place: int) -> bool:
    """Tell whether a word after "je suis", "c’est" may be a name: a capital, a first name, or in no list of words."""
    word, following = words[place], next_to(words, place)
    if word.shape is Shape.LOWER and word.ordinary:  # "c’est prune qui vous écrit", not "je suis claire"
        return word.known.first >= MANY and following is not None and following.key == "qui"
    if may_name(word, MANY) and (word.known.first >= SOME or word.capital):
        return True
    return word.known.borne > 0 and is_unknown(word)


def _is_kin(words: list[Word], place: int, foreign: frozenset[str]) -> bool:
    """Tell whether a kin word stands before, perhaps with an age or an adjective between: "son fils de 12 ans, Léo"."""
    back = place - 1
    while back > 0 and place - back <= _BETWEEN_COUNT and (words[back].key in _BETWEEN or words[back].text.isdigit()):
        if words[back].opens:
            return False
        back -= 1
    kin = words[back].key
    return kin in cues.KIN and kin not in foreign and _is_set_beside(words[place], words[place - 1], SOME)


def _is_role(words: list[Word], place: int, foreign: frozenset[str]) -> bool:
    """Tell whether a role stands before: "l’infirmière Sandrine", "la patiente, Claire, "."""
    word, before = words[place], words[place - 1]
    if before.key not in cues.ROLES or before.key in foreign:
        return False
    if before.key in {"pat", "pt"} and word.gap == ". ":
        return word.capital
    return _is_set_beside(word, before, SOME if before.key in _PATIENTS else MANY)


def _is_set_beside(word: Word, before: Word, bearers: int) -> bool:
    """Tell whether a word stands right after another, or between commas, in brackets or in quotes."""
    mark = word.gap.strip(" ")
    if not word.gap or not may_call(word, before, bearers):
        return False
    return not mark or (mark in _ASIDE and _is_apt_aside(word))


def _is_apt_aside(word: Word) -> bool:
    """Tell whether a word may be a name after a comma or a bracket: "sa fille, Rose", "mon psy (thierry)"."""
    if word.capital:
        return word.known.first >= SOME or not word.plain
    return word.shape is Shape.LOWER and word.known.first >= MANY and not word.ordinary


def _loosely(words: list[Word], place: int) -> Cue | None:
    """Return whether a greeting, a closing formula or what one does with people stands before."""
    word = words[place]
    if not may_name(word, MANY):
        return _loosely_small(words, place)
    if _is_greeted(word, words[place - 1]):
        return Cue.GREETED
    if _is_signed(word, words[place - 1]):
        return Cue.SIGNED
    if _is_owner(words, place):
        return Cue.OF
    if word.spaced and _is_met(words, place):
        return Cue.MET
    return _beside(word, words[place - 1])


def _is_greeted(word: Word, before: Word) -> bool:
    return before.key in cues.GREETINGS and word.gap.strip(" ") in {"", ","}


def _is_signed(word: Word, before: Word) -> bool:
    """Tell whether a line or a dash, and a closing formula, stand before: "Cordialement — Zoé"."""
    mark = word.gap.strip(" ")
    if not mark or before.key not in cues.CLOSINGS or mark.strip("\n,.-–—!"):
        return False
    return word.capital or "\n" in mark


def _is_owner(words: list[Word], place: int) -> bool:
    """Tell whether what people have stands before, or "chez les": "la mère de Zoé", "chez les Martin"."""
    word, before = words[place], words[place - 1]
    if place <= 1 or not (word.capital or (word.known.first >= _OFTEN and not word.ordinary)):
        return False
    owner = words[place - 2].key
    return (before.key in _OF and owner in _OWNERS) or (before.key == "les" and owner == "chez")


def _beside(word: Word, before: Word) -> Cue | None:
    if not word.spaced and word.gap not in _APOSTROPHES:
        return None
    if before.key == "chez":
        return Cue.AT
    return Cue.BESIDE if before.key in cues.BESIDE else None


def _loosely_small(words: list[Word], place: int) -> Cue | None:
    """Return the same before a nickname or a word of no list, in lower case."""
    word, following = words[place], next_to(words, place)
    named = word.nickname or is_unknown(word)
    if _is_greeted(word, words[place - 1]):
        aged = following is not None and following.shape is Shape.NUMBER and may_be_nickname(word)
        return Cue.GREETED if named or aged else None
    return Cue.MET if named and word.spaced and _is_met(words, place) else None


def _is_met(words: list[Word], place: int) -> bool:
    """Tell whether the words before are what one does with people: "vu avec", "merci à"."""
    return _ends_with(words, place, _MEETING)
