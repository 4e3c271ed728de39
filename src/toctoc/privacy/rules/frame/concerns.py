"""What a text does that a rule of the register has a word on.

A concern never judges who writes. It says what readers could take the words for, and proposes others. What becomes of
it (shown, asked, refused) is the register's to say; ``action`` here is what the packaged register begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.privacy.rules.frame.packaged import PACKAGED
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.said.patterns import Book
from toctoc.privacy.rules.said.spelling import learn
from toctoc.privacy.rules.said.words import said
from toctoc.privacy.rules.weighing import least, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.said.matching import Match
    from toctoc.privacy.rules.said.words import Said
    from toctoc.privacy.rules.weighing import Weighed

_LEXICON = Path(__file__).parent / "lexicon"
CONSULTATION, ASIDE, PROFESSIONAL, ELSEWHERE = "consultation", "aside", "professional", "elsewhere"
# One's own health and a question mark: a request, unless it turns to others who live the same.
QUESTION, PEERS = "question", "peers"
PATIENT_CONFIRMED, NAMED, MINOR = "patient_confirmed", "named_person", "minor"
# What a professional's code of ethics says of the professional's own words; a patient's thanks are shown, not asked.
_OF_PROFESSIONALS = frozenset(("testimonial", "comparison", "superlative"))
# What is no claim is none beside a warning, a study or a law either.
_REQUESTS = frozenset((CONSULTATION, PATIENT_CONFIRMED))
# A request is read where it stands: its sentence and the two around it.
_NEAR = 30
# Log-odds above which a passage does what a rule speaks of: by itself, and where a pattern stands in it. Chosen on the
# sentences of ``words-second*`` for 95 % found at 85 % right, and on ``tools/words/dev-everyday.jsonl``.
_ALONE = {
    CONSULTATION: -2.4,
    PATIENT_CONFIRMED: -1.8,
    "testimonial": -3.0,
    "comparison": -2.9,
    "superlative": -2.6,
    "advertising": -3.2,
    "miracle_cure": -3.2,
}
# Whoever asks the others how they live with it asks no carer: a passage then has to sound like a request more than not.
_AMONG_PEERS = 0.8
_MATCHED = {CONSULTATION: -2.6, "testimonial": -6.0}
_MATCHED_CLAIM = -4.0
# Of one rule so many places are weighed: the rest of a long text says the same again.
_MOST_WEIGHED = 40


class Action(StrEnum):
    """What is done: say it, ask to confirm or reword, do not send."""

    SHOW = "show"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Situation:
    """Who writes to whom: what the same words mean depends on it.

    ``is_professional``: the writer's profession is proved. ``to_professionals``: professionals alone may read.
    ``is_public``: anybody may. ``is_reply``: it answers somebody. ``about_care``: it stands in a place about care.
    """

    is_professional: bool = False
    to_professionals: bool = False
    is_public: bool = True
    is_reply: bool = False
    about_care: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """A stretch of the writer's text, in code points, that a rule speaks of; ``reason`` is a translation key.

    ``proposal`` is another way to say it, in the language of the text.
    """

    rule: str
    start: int
    end: int
    action: Action
    reason: str
    proposal: str


@lru_cache(maxsize=1)
def _library() -> tuple[Book, Book]:
    consultation, claims = Book(_LEXICON / "consultation.txt"), Book(_LEXICON / "claims.txt")
    learn(consultation.words | claims.words)
    said.cache_clear()
    return consultation, claims


def concerns(text: str, *, language: str = "fr", situation: Situation) -> list[Concern]:
    """Return what ``text`` does that a rule speaks of, each rule once, in the order of the text."""
    return list(_read(text, language, situation))


# A text is weighed when it is sent, and again when what stands beside it is chosen.
@lru_cache(maxsize=8)
def _read(text: str, language: str, situation: Situation) -> tuple[Concern, ...]:
    consultation, claims = _library()
    spoken = said(text)
    asked, claimed = list(consultation.find(spoken)), list(claims.find(spoken))
    found: dict[str, tuple[int, int]] = {}
    for rule, first, last in (*_requests(asked, spoken, situation), *_claims(claimed, situation)):
        if rule not in found and _weighs_enough(rule, text, spoken, first, last):
            found[rule] = spoken.span(first, last)
    asides, peers = _starts(claimed, ASIDE, spoken), _starts(asked, PEERS, spoken)
    for rule, span in _weighty(weigh(text), situation, peers):
        if rule in _REQUESTS or not _is_in_any(asides, span):
            found.setdefault(rule, span)
    if situation.is_public:
        found = {**found, **dict(_people_in(text))}
    read = (_concern(rule, span, language, situation) for rule, span in found.items())
    return tuple(sorted(read, key=lambda one: one.start))


def _starts(matches: list[Match], label: str, spoken: Said) -> list[int]:
    """Return where matches of ``label`` begin in the writer's text."""
    return [spoken.spans[one.first][0] for one in matches if one.label == label]


def _is_in_any(places: list[int], span: tuple[int, int]) -> bool:
    """Tell whether one of the places stands within ``span``."""
    return any(span[0] <= place < span[1] for place in places)


def _weighs_enough(rule: str, text: str, spoken: Said, first: int, last: int) -> bool:
    """Tell whether a passage in which a pattern stands, or its sentence alone amid calm ones, weighs enough."""
    start, enough = spoken.spans[first][0], _MATCHED.get(rule, _MATCHED_CLAIM)
    if max((one.odds[rule] for one in weigh(text) if one.start <= start < one.end), default=0.0) > enough:
        return True
    opens, closes = spoken.span(*spoken.sentence(first, last))
    return any(one.odds[rule] > enough for one in weigh(text[opens:closes]))


def _concern(rule: str, span: tuple[int, int], language: str, situation: Situation) -> Concern:
    words = PACKAGED[rule]
    action = Action(words.action)
    if rule in _OF_PROFESSIONALS and not situation.is_professional:
        action = Action.SHOW
    return Concern(rule, *span, action, words.reason, words.proposal[language == "en"])


def _weighty(
    weighed: tuple[Weighed, ...], situation: Situation, peers: list[int]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield what passages do by their weight, without a pattern, where the rule is for such a writer and place.

    ``peers`` is where the text turns to others who live the same.
    """
    rules = [rule for rule in _ALONE if not _is_foreign(rule, situation)]
    for one in weighed:
        is_among_peers = _is_in_any(peers, (one.start, one.end))
        for rule in rules:
            enough = _AMONG_PEERS if is_among_peers and rule == CONSULTATION else _ALONE[rule]
            if one.odds[rule] > least(rule, one, enough):
                yield rule, (one.start, one.end)


def _is_foreign(rule: str, situation: Situation) -> bool:
    """Tell whether a rule is none for such a writer and place."""
    if rule == CONSULTATION:
        return situation.is_professional
    return rule == PATIENT_CONFIRMED and not situation.is_public


def _requests(matches: list[Match], spoken: Said, situation: Situation) -> Iterator[tuple[str, int, int]]:
    """Yield a request for a consultation, unless a professional speaks or what is asked is no care."""
    if situation.is_professional:
        return
    others, peers = _around(matches, PROFESSIONAL), _around(matches, PEERS)
    elsewhere = [one.first for one in matches if one.label == ELSEWHERE]
    others = others.union(*(range(*spoken.sentence(place, place + 1)) for place in elsewhere))
    silenced = {CONSULTATION: others, QUESTION: others | peers}
    asked = (one for one in matches if one.label in silenced)
    for one in islice(asked, _MOST_WEIGHED):
        if silenced[one.label].isdisjoint(range(one.first, one.last)):
            yield CONSULTATION, one.first, one.last


def _claims(matches: list[Match], situation: Situation) -> Iterator[tuple[str, int, int]]:
    aside = _around(matches, ASIDE)
    for one in matches:
        if one.label == ASIDE or (one.label == PATIENT_CONFIRMED and not situation.is_public):
            continue
        if one.label == PATIENT_CONFIRMED or aside.isdisjoint(range(one.first, one.last)):
            yield one.label, one.first, one.last


def _around(matches: list[Match], label: str) -> set[int]:
    """Return the places that stand near a match of ``label``."""
    near: set[int] = set()
    end = 0
    for one in sorted((one for one in matches if one.label == label), key=lambda one: one.first):
        near.update(range(max(end, one.first - _NEAR), one.last + _NEAR))
        end = max(end, one.last + _NEAR)
    return near


_TITLED = lazy(r"\b(?:Dr|Docteur|Pr|Professeure?|Mme|Madame|Monsieur|M\.|Mr|Mrs|Ms)\.? {1,3}[A-ZÀ-Þ][\w’'-]{1,40}")
_BLAME = lazy(
    r"\b(?:charlatan|escroc|incompétente?|incompetente?|assassin|menteu(?:r|se)|raciste|honteu(?:x|se)|honte|fuyez|"
    r"à fuir|dangereu(?:x|se)|nulle?|boucher|voleu(?:r|se)|arnaque|erreur médicale|négligen(?:t|te|ce)|maltraitante?|"
    r"porter plainte|condamnée?|radiée?|alcoolique|quack|crook|incompetent|liar|fraud|butcher|avoid|negligent|"
    r"malpractice)\b",
    re.IGNORECASE,
)
_YOUNG = lazy(
    r"\b(?:(?:mon|ma|notre|son|sa|un|une|cet|cette) (?:petite? |jeune )?"
    r"(?:fils|fille|enfant|bébé|ado|élève|neveu|nièce|petit-fils|petite-fille|patiente?|garçon)|"
    r"(?:my|our|a|the) (?:son|daughter|child|baby|teen|teenager|nephew|niece|boy|girl|pupil))\b[^.?!\n]{0,60}?\b"
    r"(?:1?\d|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize) ?"
    r"(?:ans|mois|years? old|months? old)\b",
    re.IGNORECASE,
)


def _people_in(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield a person blamed by name, and a child whose story is told."""
    titled = _TITLED.search(text)
    if titled is not None and _BLAME.search(text):
        yield NAMED, titled.span()
    if young := _YOUNG.search(text):
        yield MINOR, young.span()
