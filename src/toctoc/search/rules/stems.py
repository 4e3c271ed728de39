"""Words without their endings, so that "opérées" finds "opéré" and "treatments" finds "treatment".

Light stemming on words without accents, in the manner of J. Savoy, "A stemming procedure and stopword list for general
French corpora", JASIS 50(10), 1999: plurals, feminines and the commonest derivations, nothing of verbs' rarer forms.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 4
KEPT_WORDS = 65_536
# What must be left of a word once an ending is taken away.
SHORTEST_STEM = 4
_IRREGULAR = {"maux": "mal", "yeux": "oeil", "oeils": "oeil", "feet": "foot", "teeth": "tooth", "women": "woman"}

# Endings with what takes their place, the longer before the shorter; the first that fits is applied.
_FRENCH = (
    ("issements", "i"), ("issement", "i"), ("ologiques", "olog"), ("ologique", "olog"), ("ologies", "olog"),
    ("ologues", "olog"), ("ologie", "olog"), ("ologue", "olog"), ("icatrice", "iqu"), ("icateur", "iqu"),
    ("atoires", ""), ("atoire", ""), ("atrices", ""), ("atrice", ""), ("ateurs", ""), ("ateur", ""),
    ("ations", ""), ("ation", ""), ("ements", ""), ("ement", ""), ("aient", ""), ("trice", "teur"),
    ("euses", "eu"), ("euse", "eu"), ("ieres", "i"), ("iere", "i"), ("elles", "el"), ("elle", "el"),
    ("ennes", "en"), ("enne", "en"), ("ives", "if"), ("ive", "if"), ("iers", "i"), ("ier", "i"),
    ("eaux", "eau"), ("aux", "al"), ("ees", ""), ("ee", ""), ("ers", ""), ("er", ""), ("es", ""), ("e", ""),
    ("s", ""), ("x", ""),
)  # fmt: skip
_ENGLISH = (
    ("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""), ("iness", "y"), ("ness", ""), ("ings", ""),
    ("ing", ""), ("ies", "y"), ("sses", "ss"), ("ed", ""), ("ly", ""), ("es", ""), ("ss", "ss"), ("us", "us"),
    ("is", "is"), ("s", ""), ("e", ""),
)  # fmt: skip


def _by_last_letter(endings: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for ending, instead in endings:
        found[ending[-1]].append((ending, instead))
    return dict(found)


# Most words end on a letter that no ending has: they are told apart at once.
_ENDINGS = {"fr": _by_last_letter(_FRENCH), "en": _by_last_letter(_ENGLISH)}


@lru_cache(maxsize=KEPT_WORDS)
def stem(word: str, language: str) -> str:
    """Return what is left of a folded ``word``; short words, and those with figures, are kept whole."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= SHORTEST or not word.isalpha():
        return word[:-1] if len(word) == SHORTEST and word.isalpha() and word[-1] == "s" else word
    for ending, instead in _ENDINGS["en" if language == "en" else "fr"].get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            return word[: len(word) - len(ending)] + instead
    return word
