"""Try a pattern only where it can start: at the words that open it, which a set knows faster than the pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

# Letters of a stem: long enough to tell words apart, short enough for their endings not to matter.
_LETTERS = 4


def stems(words: str) -> frozenset[str]:
    """Return the first letters of the keys of a line, for :func:`matches`."""
    return frozenset(word[:_LETTERS] for word in words.split())


def matches(
    pattern: re.Pattern[str], reading: Reading, first: frozenset[str], *, figures: bool = False
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` would, when all matches start with a word of a stem in ``first``.

    With ``figures``, they may start with figures as well.
    """
    text, end = reading.text, 0
    for token in reading.tokens:
        opens = token.key[:_LETTERS] in first or (figures and token.shape is Shape.NUMBER)
        if opens and token.start >= end and (match := pattern.match(text, token.start)):
            yield match
            end = match.end()
