"""The words that tell something, as ``cues.txt`` lists them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from toctoc.privacy.rules.lazy import lazy

_BLANKS = lazy(r"[^\S\n]+")


def evenly(text: str) -> str:
    """Return ``text`` with one plain space wherever there are blanks; lines stay."""
    return _BLANKS.sub(" ", text)


@lru_cache(maxsize=16)
def cue(what: str) -> re.Pattern[str]:
    """Return the pattern of the words that tell ``what``."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_listed()[what])})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "cues.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            what, _, words = line.partition(": ")
            found.setdefault(what, []).append(words)
    return found
