"""The form under which a word is looked up: as it is pronounced on paper, without case or accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_AS = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


@lru_cache(maxsize=8_192)
def key(word: str) -> str:
    """Return ``word`` in lower case, without accents, with plain apostrophes; hyphens and spaces stay."""
    if word.isascii():
        return word.lower()
    lowered = word.casefold().translate(_AS)
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
