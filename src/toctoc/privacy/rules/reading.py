"""A text as detectors read it: folded, cut into words and figures, with what is known around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from toctoc.privacy.rules.calendar import moments
from toctoc.privacy.rules.figures import figures, plain
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.public import harmless_spans, public_spans

if TYPE_CHECKING:
    from toctoc.privacy.rules.calendar import Moment
    from toctoc.privacy.rules.folding import Folded

# A word stops at an apostrophe and at a hyphen, so that "l’hôpital" and "Jean-Pierre" are two tokens each.
_PIECE = lazy(r"[^\W\d_]+|\d+")
# After these, and at the start of a line, a capital letter says nothing.
_OPENS = frozenset('.!?…:;•*>«"“([{|/')
_SILENT = frozenset(" \t\u00a0-–—_#")
# Whom a line is addressed to, as answers on networks begin: the sentence starts behind.
_ADDRESSED = lazy(r"^[ \t]*(?:@\w+(?:@[\w.-]+)?[ \t,:]+)+", re.MULTILINE)


class Shape(StrEnum):
    """How a token is written."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"
    MIXED = "mixed"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Token:
    """A word without apostrophes and hyphens, or a run of figures, at ``start`` to ``end`` of the folded text.

    ``key`` is what lexicons know it by (see :mod:`toctoc.privacy.rules.keys`); ``opens`` tells that it stands where
    a sentence, a line or an item starts.
    """

    start: int
    end: int
    text: str
    key: str
    shape: Shape
    opens: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What is known outside a text: the day it is read, and the names found elsewhere in its thread (as keys)."""

    today: date = field(default_factory=lambda: datetime.now(tz=UTC).date())
    names: frozenset[str] = frozenset()


class Reading:
    """One way of reading a text, shared by all detectors so that it is cut into words once."""

    def __init__(self, text: str, language: str, around: Around) -> None:
        self.text = text
        self.language = language
        self.around = around

    @cached_property
    def plain(self) -> str:
        """Return the text in lower case without accents, character for character."""
        return plain(self.text)

    @cached_property
    def figures(self) -> Folded:
        """Return the plain text with figures for what stands for figures; its spans are of :attr:`text`."""
        return figures(self.plain)

    @cached_property
    def public(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of :attr:`figures` whose numbers name a publication, a trial, a law or a drug."""
        return public_spans(self.figures.text)

    @cached_property
    def harmless(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of :attr:`text` whose numbers need no second look: public ones, helplines, public sites."""
        return tuple(self.figures.span(*span) for span in harmless_spans(self.figures.text, self.public))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Return the dates of :attr:`figures`, and what may be one beside a word that says so."""
        return tuple(moments(self.figures.text, self.around.today))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the words and figures of the text, in order."""
        text = self.text
        behind = {m.end() for m in _ADDRESSED.finditer(text)} if "@" in text else set()
        return tuple(
            Token(
                m.start(),
                m.end(),
                piece := m.group(),
                key(piece),
                _shape(piece),
                m.start() in behind or _opens(text, m.start()),
            )
            for m in _PIECE.finditer(text)
        )

    @cached_property
    def starts(self) -> dict[int, int]:
        """Return the place in :attr:`tokens` of the token that starts at an offset."""
        return {token.start: place for place, token in enumerate(self.tokens)}


def _shape(piece: str) -> Shape:
    if piece[0].isdigit():
        return Shape.NUMBER
    if piece.islower():
        return Shape.LOWER
    if piece.isupper():
        return Shape.UPPER if len(piece) > 1 else Shape.TITLE
    return Shape.TITLE if piece[0].isupper() and piece[1:].islower() else Shape.MIXED


def _opens(text: str, start: int) -> bool:
    """Tell whether what stands before ``start`` ends a sentence; looks back over a few silent characters only."""
    for place in range(start - 1, max(start - 8, -1), -1):
        character = text[place]
        if character == "\n" or character in _OPENS:
            return True
        if character not in _SILENT:
            return False
    return start < 8  # noqa: PLR2004 the same eight characters
