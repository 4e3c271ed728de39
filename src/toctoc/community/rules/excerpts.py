"""The first words of a text, without the marks that would draw it."""

from __future__ import annotations

import re

# Marks of emphasis, lists and quotes, which an excerpt does not draw.
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*[-+*>]\s+", re.MULTILINE)


def first_words(text: str, longest: int) -> str:
    """Return a text on one line of at most ``longest`` characters."""
    line = " ".join(_MARKS.sub("", text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
