"""Where the words one asked for stand in a text, as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from toctoc.search.rules.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.search.rules.words import Term

# Characters of a passage, about three lines on a phone; how much of it stands before the first word found.
LONGEST_PASSAGE = 240
BEFORE = 60
_PIECE = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_SPACE = re.compile(r"\s+")


def passage(text: str, language: str, terms: Iterable[Term]) -> str:
    """Return a passage of ``text`` around the first word found, escaped, each word found within ``<mark>``."""
    text = _SPACE.sub(" ", text).strip()
    wanted = {stem for term in terms for forms in term.forms for stem in forms}
    found = [
        (piece.start(), piece.end())
        for piece in _PIECE.finditer(text)
        if not wanted.isdisjoint(words_of(piece.group(), language))
    ]
    start = _start(text, found[0][0] if found else 0)
    end = _end(text, start)
    return ("… " if start else "") + _marked(text, start, end, found) + (" …" if end < len(text) else "")


def _start(text: str, first: int) -> int:
    if first <= BEFORE:
        return 0
    # At a word's beginning.
    return text.find(" ", first - BEFORE, first) + 1 or first


def _end(text: str, start: int) -> int:
    end = start + LONGEST_PASSAGE
    return len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + LONGEST_PASSAGE // 2)


def _marked(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], start
    for begins, ends in found:
        if begins >= at and ends <= end:
            pieces += [escape(text[at:begins]), "<mark>", escape(text[begins:ends]), "</mark>"]
            at = ends
    return "".join([*pieces, escape(text[at:end])])
