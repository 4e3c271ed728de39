"""Accounts on social networks: ``@lou_42``, "insta : lou.b42", "Steph Roblot" behind "sur fb :".

A bare mention of a member ("merci @carrelet") is how people speak to each other here: it is none, unless a network is
named beside it or it is built as people build accounts, with figures, a point or a low line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.handle.patterns import (
    ADDED,
    ADDRESS,
    BEFORE_NETWORK,
    BUILT,
    BUILT_NAME,
    CALLED,
    MENTION,
    MODERATES,
    NETWORK_NEAR,
    PATH,
    QUOTED,
    REACHED,
    SURE,
    TITLED,
    TOLD,
)
from toctoc.privacy.rules.detectors.handle.tags import tags
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.patterned import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_NEAR, _FAR, _CLOSE = 60, 90, 24
# A first name of 2,000 people, as 1 + log2.
_USUAL_NAME = 12
# "t4", "tm6" are nobody's.
_SHORTEST, _SHORTEST_WORD = 4, 3
# Words that stand beside a network and that the list of words may not hold.
_NOT_A_NAME = (
    "insta instagram facebook messenger tiktok snap snapchat whatsapp twitter youtube linkedin discord telegram twitch"
    " reddit doctissimo doctolib live story stories reel reels post posts dm mp followers abonnes groupe page fake pro"
)
_USUAL = frozenset(_NOT_A_NAME.split())
_PIECES = lazy(r"[^\W\d_]+")
_REASON = "Un compte sur un réseau mène à une personne."


class HandleDetector:
    """Finds accounts of social networks; not an address of the fediverse (``@name@host``), which is public."""

    kind = "handle"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every account."""
        text = reading.plain
        found = [m.span() for m in MENTION.finditer(text) if _is_account(text, m, reading.text)] if "@" in text else []
        found += [m.span(m.lastgroup or 0) for pattern in (PATH, ADDRESS) for m in pattern.finditer(text)]
        found += tags(reading.text)
        found += _spoken_of(text, reading.text)
        if NETWORK_NEAR.search(text):
            found += _beside_a_network(text, reading.text)
        yield from (typed(reading, span, self.kind, Level.MASK, _REASON) for span in found)


def _spoken_of(text: str, typed: str) -> Iterator[tuple[int, int]]:
    """Yield accounts that people ask to be added to, and those whom a forum quotes."""
    for match in ADDED.finditer(text):
        name = match["name"]
        hyphened = "-" in name and "_" not in name
        if hyphened and not (match["me"] or _is_usual_first_name(name.split("-")[0])):
            continue
        if not _is_made_of_words(name, "."):
            yield match.span("name")
    for match in QUOTED.finditer(text):
        if _is_name(match["name"], typed[slice(*match.span("name"))]):
            yield match.span("name")


def _is_usual_first_name(word: str) -> bool:
    return lexicon().first_name(word) >= _USUAL_NAME and not _is_word(word)


def _beside_a_network(text: str, typed: str) -> Iterator[tuple[int, int]]:
    for pattern in (TOLD, CALLED, BEFORE_NETWORK):
        for match in pattern.finditer(text):
            if _is_told(match, pattern) and _is_name(match["name"], typed[slice(*match.span("name"))]):
                yield match.span("name")
    for match in BUILT_NAME.finditer(text):
        if _is_near_a_network(text, *match.span()) and not _is_made_of_words(match[0], "-"):
            yield match.span()
    for match in TITLED.finditer(typed):
        yield match.span(match.lastgroup or 0)


def _is_told(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Tell whether the words in front are sure to announce a name: "ig" and "mon compte" are not always."""
    if pattern is TOLD:
        return match["doubtful"] is None or _is_surely_built(match["name"])
    return pattern is not CALLED or _is_near_a_network(match.string, *match.span("name"))


def _is_near_a_network(text: str, start: int, end: int) -> bool:
    return any(SURE.search(side) for side in (text[max(0, start - _FAR) : start], text[end : end + _FAR]))


def _is_surely_built(name: str) -> bool:
    """Tell whether a name has figures or low lines behind what is no word: "kev44", not "type2"."""
    letters = _PIECES.findall(name)
    return (
        re.search(r"[0-9_.]", name) is not None
        and max(map(len, letters), default=0) >= _SHORTEST_WORD
        and not all(_is_word(piece) for piece in letters)
    )


def _is_account(text: str, match: re.Match[str], typed: str) -> bool:
    """Tell whether a mention is an account elsewhere: built as one, told as a way to reach, or beside a network."""
    apart = match[0][1].isspace()  # "@ tous", "@ la-cafet"
    if BUILT.search(match["name"].replace("-", "") if apart else match["name"]):
        return not match["name"].replace(".", "").isdigit()
    if apart:
        return False
    name = typed[slice(*match.span("name"))]
    if name[1:] != name[1:].lower() and not name.isupper():  # "@DrNope"
        return True
    if REACHED.search(text[max(0, match.start() - _CLOSE) : match.start()]) or MODERATES.match(text, match.end()):
        return not _is_word(match["name"])
    around = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR // 2]
    return any(NETWORK_NEAR.search(side) for side in around)


def _is_name(name: str, typed: str) -> bool:
    """Tell whether what stands where a name of an account does is one, and no word of the sentence."""
    if name.isdigit() or name in _USUAL or not any(c.isalpha() for c in name):
        return False
    if re.search(r"[0-9_]", name):
        return True
    if re.search(r"[.\-:]", name):
        return not _is_made_of_words(name, "-")
    if typed[1:] != typed[1:].lower() and not typed.isupper():  # LaVieDeZoe
        return True
    return len(name) >= _SHORTEST and not _is_word(name)


def _is_made_of_words(name: str, sign: str) -> bool:
    """Tell whether a name is words of the language joined by ``sign`` alone: "rendez-vous"."""
    if not set(re.sub(r"\w", "", name)) <= {sign} or any(c in "0123456789_" for c in name):
        return False
    return all(_is_word(piece) for piece in _PIECES.findall(name)) or _is_word(name)


def _is_word(word: str) -> bool:
    known, k = lexicon(), key(word)
    return known.word(k) > 0 or known.english(k) > 0 or known.medical(k) or k in _USUAL
