"""Was a text written anew? One that repeats a run of words of a closed thread was not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many words in a row are nobody's chance; shorter runs are the phrases of a trade.
RUN = 8
_WORD = re.compile(r"\w+")


def is_anew(texts: Iterable[str], sources: Iterable[str]) -> bool:
    """Tell whether none of ``texts`` repeats :data:`RUN` words in a row of ``sources``, nor a shorter source whole."""
    told = [_words(source) for source in sources]
    runs = {run for words in told for run in _runs(words)}
    return not any(run in runs for text in texts for run in _runs(_words(text)))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
