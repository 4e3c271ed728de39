"""Names of people: whatever announces them, in whatever case they are written.

The text is gone through once. Each word that may begin a name is followed as far as the name goes (:mod:`.extent`),
what announces it is looked for (:mod:`.announcing`), and rules add up their points (:mod:`.evidence`). Before all that,
phrases in which a name is no person are set aside (:mod:`.phrases`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.announcing import announced_by
from toctoc.privacy.rules.detectors.names.candidate import LOOSE, Candidate
from toctoc.privacy.rules.detectors.names.cues import Cue
from toctoc.privacy.rules.detectors.names.evidence import LOOK, MASK, is_cited, is_named, is_open_question, verdict
from toctoc.privacy.rules.detectors.names.extent import extent
from toctoc.privacy.rules.detectors.names.familiar import is_renowned
from toctoc.privacy.rules.detectors.names.phrases import HEADS, aside_of
from toctoc.privacy.rules.detectors.names.plausible import is_in_no_list, is_small_name, suits
from toctoc.privacy.rules.detectors.names.titles import leads_small
from toctoc.privacy.rules.detectors.names.words import next_to, words_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

__all__ = ["Candidate", "NameDetector", "candidate_at"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.detectors.names.words import Word
    from toctoc.privacy.rules.reading import Reading

_ANNOUNCING_FOR_LONG = frozenset({Cue.TITLE, Cue.FIELD, Cue.TOLD, Cue.HEADING})
_AUTHOR = "Un auteur cité ou une personne célèbre peut rester, un patient non."
_MASKS = {"fr": ("[prénom]", "[nom]"), "en": ("[first name]", "[name]")}
_BEDS = cues.words("ch chambre lit box bed room bay")
_AGES = cues.words("ans an mois years months yo")
_ANNOUNCING_ALONE = cues.ANNOUNCING - cues.PARTICLES
_APOSTROPHES, _POINTS = frozenset({"'", "’"}), frozenset({".", ". "})
_AFTER_INITIAL = _POINTS | {".-", "-"}


class NameDetector:
    """Finds first names, surnames, and both together."""

    kind = "name"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every name, to hide or to look at."""
        words = words_of(reading)
        aside = aside_of(reading)
        place, before = 0, None
        while place < len(words):
            suited = suits(words[place], before) and place not in aside
            candidate = candidate_at(reading, words, place) if suited else None
            finding = _finding(candidate, reading.language) if candidate else None
            if finding is not None and candidate is not None:
                yield finding
                place = candidate.end
            else:
                place += 1
            before = words[place - 1]


def candidate_at(reading: Reading, words: list[Word], place: int) -> Candidate | None:
    """Return what may be a name at ``place``, or None."""
    word = words[place]
    if not suits(word, words[place - 1] if place else None) or (word.is_part and not _begins(words, place)):
        return None
    cue = announced_by(words, place, reading.language)
    if (cue is None and not _goes_unannounced(words, place)) or _is_no_start(word, cue):
        return None
    end = extent(words, place, announced=cue in _ANNOUNCING_FOR_LONG)
    if all(len(one.text) == 1 for one in words[place:end]):  # initials, or "Mme X", who is nobody
        return None
    return Candidate(reading.text, words, place, end, cue)


def _goes_unannounced(words: list[Word], place: int) -> bool:
    """Tell whether a word that nothing announces may be a name: a capital, a first name, an age or a bed after it."""
    word = words[place]
    if word.key in cues.TITLES:
        return False
    return word.capital or is_small_name(word) or (is_in_no_list(word) and _is_aged_or_bedded(words, place))


def _is_no_start(word: Word, cue: Cue | None) -> bool:
    """Tell whether a word announces others rather than being a name, or is a plain one."""
    if word.is_part:
        return False
    if cue in {Cue.MET, Cue.GREETED} and word.key in cues.KIN | cues.ROLES:
        return True
    return cue in LOOSE and _is_plain_start(word)


def _is_plain_start(word: Word) -> bool:
    """Tell whether it is an ordinary word that opens a sentence and hardly a name, or the head of a phrase."""
    if word.key in HEADS or (word.key in _ANNOUNCING_ALONE and (word.ordinary or word.shape is Shape.UPPER)):
        return True
    return word.opens and word.plain and not word.known.first and word.key not in cues.PARTICLES


def _begins(words: list[Word], place: int) -> bool:
    """Tell whether a particle, a prefix, an initial or a lone short name begins a name at ``place``."""
    word, following = words[place], next_to(words, place)
    titled = place > 0 and words[place - 1].key in cues.TITLES
    if following is None:
        return titled and word.capital
    if _is_prefix_of(word, following):
        return titled or _is_known_prefix(word, following)
    return _leads(word, following) or (titled and _may_follow_title(words, place))


def _leads(word: Word, following: Word) -> bool:
    """Tell whether an initial, a prefix or a particle begins a name that nothing announces."""
    if word.initial and following.gap in _AFTER_INITIAL:
        return following.capital
    return _is_particle_of(word, following) and _is_known_particle(word, following)


def _may_follow_title(words: list[Word], place: int) -> bool:
    """Tell whether a particle or an initial is one of the name that a title announces: "Mme de Rostang", "dr j. M"."""
    word, following = words[place], words[place + 1]
    shortened = len(word.text) == 1 and following.gap in _POINTS
    if word.key in cues.PARTICLES and not word.capital and not following.capital:
        return leads_small(words, place)
    leads = word.key in cues.PARTICLES and following.capital
    return word.capital or shortened or (leads and (not following.plain or following.key in cues.PARTICLES))


def _is_prefix_of(word: Word, following: Word) -> bool:
    if following.gap not in _APOSTROPHES or word.key not in cues.PREFIXES:
        return False
    if following.shape is Shape.UPPER and not word.capital:  # "le professeur d’EPS"
        return following.known.surname > 0
    return following.capital or word.shape is Shape.LOWER


def _is_known_prefix(word: Word, following: Word) -> bool:
    """Tell whether "N’", "O’", or "L’" and "D’" in a surname of the lists stand before a name."""
    if not word.text.isupper():
        return False
    return word.key not in {"l", "d"} or lexicon().surname(f"{word.key}'{following.key}") > 0


def _is_particle_of(word: Word, following: Word) -> bool:
    return word.key in cues.PARTICLES and word.capital and following.capital and following.spaced


def _is_known_particle(word: Word, following: Word) -> bool:
    return not word.opens or lexicon().surname(f"{word.key} {following.key}") > 0


def _is_aged_or_bedded(words: list[Word], place: int) -> bool:
    """Tell whether an age, a room or a bed follows: "souhayl 7 ans", "gwen, ch. 9"."""
    following, beyond = next_to(words, place), next_to(words, place + 1)
    if following is None:
        return False
    if following.key in _BEDS and following.gap == ", ":
        return True
    return following.shape is Shape.NUMBER and beyond is not None and beyond.key in _AGES


def _finding(candidate: Candidate, language: str) -> Finding | None:
    points, reason = verdict(candidate)
    if points < LOOK:
        return None
    named = (points >= MASK or is_named(candidate)) and not is_open_question(candidate)
    level = Level.MASK if named else Level.LOOK
    if is_cited(candidate) or (not candidate.sure and is_renowned(candidate.span)):
        level, reason = Level.LOOK, _AUTHOR
    words = candidate.words[candidate.start : candidate.end]
    first, name = _MASKS[language if language in _MASKS else "fr"]
    replacement = first if _is_first_name(candidate) else name
    return Finding(words[0].start, _end(candidate), NameDetector.kind, level, reason, replacement)


def _is_first_name(candidate: Candidate) -> bool:
    if len(candidate.parts) > 1 or candidate.cue is Cue.TITLE:
        return False
    return candidate.parts[0].known.first > candidate.parts[0].known.surname


def _end(candidate: Candidate) -> int:
    """Return where the name ends, the point of a last initial within."""
    last = candidate.words[candidate.end - 1]
    return last.end + (len(last.text) == 1 and candidate.text[last.end : last.end + 1] == ".")
