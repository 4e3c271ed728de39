"""Marks what seems to point at somebody although no rule knows it."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.phrases import aside_of
from toctoc.privacy.rules.detectors.names.words import words_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape
from toctoc.privacy.rules.replacements.masks import mask
from toctoc.privacy.rules.tagging.odds import kind_of, odds
from toctoc.privacy.rules.tagging.sight import FIGURE, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toctoc.privacy.rules.reading import Reading, Token
    from toctoc.privacy.rules.tagging.sight import Sight

# Log-odds from which a word is masked, and from which one is asked to look, chosen on texts of writers that nothing was
# learned from. In a text where rules found nothing that must go, little is marked: 0.5 masks and 4 looks in 1,000
# characters of clinical text are the most there may be. Where they did, whoever wants to recognise looks for the rest.
MASK_ALONE, LOOK_ALONE = 1.5, -1.0
MASK_AMONG, LOOK_AMONG = 0.0, -5.0
# Figures are for rules to tell; they are looked at where somebody is named, from so much on.
FIGURES = -4.0
# So are words in small letters that lists hold.
USUAL = -0.5
# A word in small letters that lists of words hold is masked from so much on: "olive" beside "Mme Olive Lefèvre".
ORDINARY = 2.0
# What stands beside a masked word goes with it from so much on.
BESIDE = -0.5
_SHORTEST, _FEWEST_FIGURES = 2, 5
_JOINS = frozenset(" -'’.\u00a0,_")
_NEAR = 2
_CAPITALS = frozenset({Shape.TITLE, Shape.UPPER})
_LONGEST_PLACE = 5
_YEAR = lazy(r"(?:19|20)\d\d")
# These stand within a word; a name or a handle is hidden up to its end.
_GLUE = frozenset({"'", "’", "-"})
_WRITTEN_WHOLE = frozenset({"name", "family", "handle", "commune", "hospital"})
# Never masked by themselves, whatever stands around: "Monsieur", "de la".
_NEVER = cues.FUNCTION | cues.TITLES | cues.NEVER
# By these somebody is reached; who it is, the text may not tell at all.
_REACHED = frozenset({"email", "phone", "url", "iban"})
_USUAL, _ORDINARY = lazy("w|m"), lazy("l.{0,3}w")
# A member who is spoken to, an address of the fediverse, a word of code.
_ACCOUNT = lazy(r"@[\w.-]{1,60}(?:@[\w.-]{1,80})?|[^\W_]{1,40}(?:_[^\W_]{1,40}){1,8}")
_MASKED = "Ici, ce mot semble désigner une personne ou un lieu."
_LOOKED = "Ce mot pourrait aider à reconnaître quelqu’un."


class Tagger:
    """Adds to what rules found: masks where it is sure, a second look where it is not."""

    kind = "unexplained"

    def detect_beside(self, reading: Reading, found: list[Finding]) -> Iterator[Finding]:
        """Yield what seems to point at somebody and that no rule hides."""
        seen, weighed = odds(reading)
        strict = [one for one in found if one.level is not Level.LOOK]
        open_to = _uncovered(seen.tokens, [*((one.start, one.end) for one in strict), *_harmless(reading)])
        among = any(one.kind not in _REACHED for one in strict)
        named = sorted(set(open_to) - _spared(reading.text, seen, found))
        masked = _masked(seen, weighed, named, MASK_AMONG if among else MASK_ALONE)
        masked |= _rests(seen, open_to, {one.end for one in strict if one.kind in _WRITTEN_WHOLE})
        hidden = {edge for one in strict for edge in (one.start, one.end)}
        yield from _masks(reading, seen, masked, hidden)
        looked = _looked(seen, weighed, set(open_to) - masked, among=among or bool(masked))
        looked |= _between(seen, set(open_to) - looked, looked)
        for run in _runs(seen, sorted(looked)):
            yield Finding(*_stretch(reading.text, seen, run, hidden), self.kind, Level.LOOK, _LOOKED)


def _masks(reading: Reading, seen: Sight, masked: set[int], hidden: set[int]) -> Iterator[Finding]:
    """Yield a mask for each run of ``masked``, and add its edges to those that are ``hidden``."""
    for run in _runs(seen, sorted(masked)):
        first, last = seen.tokens[run[0]], seen.tokens[run[-1]]
        kind = kind_of(seen, run)
        start, end = _stretch(reading.text, seen, run, hidden)
        instead = f"{reading.text[start : first.start]}{mask(kind, reading.language)}"
        yield Finding(start, end, kind, Level.MASK, _MASKED, f"{instead}{' ' * (end > last.end + 1)}")
        hidden |= {start, end}


def _harmless(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield what names nobody although it looks so: public numbers, "maladie de Charcot"."""
    yield from reading.harmless
    yield from _wide_places(reading)
    words = words_of(reading)
    for place in sorted(aside_of(reading)):
        yield words[place].start, words[place].end


def _wide_places(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where countries, regions and departments are named, where many live: "Bouches-du-Rhône"."""
    tokens, known = reading.tokens, lexicon()
    for at, token in enumerate(tokens):
        if token.shape in _CAPITALS:
            for last in reversed(tokens[at : at + _LONGEST_PLACE]):
                written = key(reading.text[token.start : last.end])
                if known.region(written) or known.country(written):
                    yield token.start, last.end
                    break


def _uncovered(tokens: Iterable[Token], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return the places of the tokens that none of ``spans`` touches, in order."""
    waiting = sorted(spans, reverse=True)
    places, end = [], 0
    for at, token in enumerate(tokens):
        while waiting and waiting[-1][0] < token.end:
            end = max(end, waiting.pop()[1])
        if end <= token.start:
            places.append(at)
    return places


def _spared(text: str, seen: Sight, found: list[Finding]) -> set[int]:
    """Return the places of the words that are never masked here: accounts, and what rules only look at ("et al.")."""
    spans = [match.span() for match in _ACCOUNT.finditer(text)]
    spans += [(one.start, one.end) for one in found if one.level is Level.LOOK and one.kind != "unexplained"]
    kept = set(range(len(seen.words))).difference(_uncovered(seen.tokens, spans))
    words = {seen.words[at] for at in kept if seen.shapes[at] != FIGURE}
    return kept | {at for at, word in enumerate(seen.words) if word in words}


def _masked(seen: Sight, weighed: list[float], open_to: list[int], floor: float) -> set[int]:
    """Return the places of the words that reach ``floor``, and of what goes with them."""
    sure = {at for at in open_to if _is_word(seen.tokens[at]) and weighed[at] >= _least(seen, at, floor)}
    return sure | {at for at in open_to if weighed[at] >= BESIDE and _touches(seen, at, sure)}


def _least(seen: Sight, at: int, floor: float) -> float:
    return max(floor, ORDINARY) if _ORDINARY.match(seen.classes[at]) else floor


def _touches(seen: Sight, at: int, sure: set[int]) -> bool:
    return (at - 1 in sure and _is_joined(seen, at)) or (at + 1 in sure and _is_joined(seen, at + 1))


def _looked(seen: Sight, weighed: list[float], open_to: set[int], *, among: bool) -> set[int]:
    """Return the places of what is worth a look."""
    floor = LOOK_AMONG if among else LOOK_ALONE
    return {at for at in open_to if weighed[at] >= max(floor, _asked_of(seen, at, among=among))}


def _asked_of(seen: Sight, at: int, *, among: bool) -> float:
    """Return the least that is asked of a word of its kind: all of a letter, much of figures and of usual words."""
    if seen.shapes[at] == FIGURE or len(seen.words[at]) == 1:
        quiet = not among or _YEAR.fullmatch(seen.tokens[at].text)
        return inf if quiet else FIGURES if seen.shapes[at] == FIGURE else USUAL
    if seen.words[at] in cues.FUNCTION:
        return inf
    return USUAL if seen.shapes[at] == SMALL and _USUAL.search(seen.classes[at]) else -inf


def _rests(seen: Sight, open_to: list[int], ends: set[int]) -> set[int]:
    """Return the places of what is left of a word of which the beginning is hidden: the "h" of "Lozac'h"."""
    rests: set[int] = set()
    for at in open_to:
        before = seen.tokens[at - 1] if at else None
        if before is None or seen.between[at] not in _GLUE or seen.words[at] == "s":
            continue
        if before.end in ends or at - 1 in rests:
            rests.add(at)
    return rests


def _between(seen: Sight, aside: set[int], looked: set[int]) -> set[int]:
    """Return the places, ``aside``, of one or two small words between a look and a mask: "mineur à Carmaux"."""
    small = {at for at in aside if seen.words[at] in cues.FUNCTION}
    bridges = [_bridge(seen, first, small, aside) for first in small if first and first - 1 not in aside]
    return {at for one in bridges if one and not looked.isdisjoint((one[0] - 1, one[-1] + 1)) for at in one}


def _bridge(seen: Sight, first: int, small: set[int], aside: set[int]) -> range:
    """Return the small words from ``first`` on, when something stands out right behind them."""
    end = first + 1 + (first + 1 in small)
    stands = end < len(seen.words) and end not in aside
    return range(first, end if stands and all(_is_joined(seen, at) for at in range(first, end + 1)) else first)


def _is_word(token: Token) -> bool:
    """Tell whether a token may be masked by itself; for few figures and single letters rules know better."""
    if token.shape is Shape.NUMBER:
        return len(token.text) >= _FEWEST_FIGURES
    return len(token.text) >= _SHORTEST and token.key not in _NEVER and not lexicon().month(token.key)


def _is_joined(seen: Sight, at: int) -> bool:
    """Tell whether nothing but a space or two, or what joins words, stands before the token at ``at``."""
    between = seen.between[at]
    return len(between) <= _NEAR and _JOINS.issuperset(between)


def _runs(seen: Sight, places: list[int]) -> list[list[int]]:
    """Return ``places`` in runs of tokens that stand together."""
    runs = [places[:1]] if places else []
    for before, at in pairwise(places):
        if at == before + 1 and _is_joined(seen, at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _stretch(text: str, seen: Sight, run: list[int], hidden: set[int]) -> tuple[int, int]:
    """Return where a run starts and ends: with the point of an initial, up to what is hidden on either side of it."""
    first, last = seen.tokens[run[0]], seen.tokens[run[-1]]
    start, end = first.start, last.end + (len(last.text) == 1 and text[last.end : last.end + 1] == ".")
    if _is_joined(seen, run[0]):
        start = next((edge for edge in range(max(0, start - _NEAR), start) if edge in hidden), start)
    if run[-1] + 1 < len(seen.tokens) and _is_joined(seen, run[-1] + 1):
        end = next((edge for edge in range(end + _NEAR, end, -1) if edge in hidden), end)
    return start, end
