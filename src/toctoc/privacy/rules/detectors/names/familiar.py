"""Names that everybody knows and that point at nobody around: people of history, works, brands, scores of medicine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.words import next_to
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.privacy.rules.detectors.names.words import Word

_LISTS = Path(__file__).parent / "lists"
_FIRST_NAME = 10  # a thousand bearers
_ANNOUNCING = cues.TITLES | cues.CHILDREN | cues.KIN | cues.ROLES


@cache
def _listed(name: str) -> tuple[frozenset[str], dict[str, list[tuple[str, ...]]]]:
    """Return the names of a list: in one word, and in several by their first word, the longest first."""
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if not line.startswith("#"))
    several, _, alone = text.rpartition("|")
    begun: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(several.split(","), key=len, reverse=True):
        keys = tuple(phrase.split())
        if keys:
            begun.setdefault(keys[0], []).append(keys)
    return frozenset(alone.split()), begun


def begins_work(word: Word) -> bool:
    """Tell whether a work's name begins so, in lower case too: "dr House"."""
    return word.key in _listed("works")[1]


def familiar_end(words: list[Word], place: int) -> int:
    """Return where the name of somebody of history, or of a work, ends that begins at ``place``; else 0."""
    if words[place].key in cues.TITLES or (place and words[place - 1].key in cues.TITLES):
        return _end("works", words, place)  # "Dr House"
    return _end("history", words, place) or _end("works", words, place)


def is_renowned(words: Sequence[Word]) -> bool:
    """Tell whether words are the name of somebody whom everybody knows, but that others bear too."""
    alone, begun = _listed("living")
    keys = tuple(word.key for word in words)
    return (len(keys) == 1 and keys[0] in alone) or keys in begun.get(keys[0], ())


def is_score(word: Word) -> bool:
    """Tell whether a score, a scale or a sign is called so."""
    return word.capital and word.key in _listed("scores")[0]


def _end(name: str, words: list[Word], place: int) -> int:
    word = words[place]
    alone, begun = _listed(name)
    for phrase in begun.get(word.key, ()):
        if tuple(one.key for one in words[place : place + len(phrase)]) == phrase:
            return place + len(phrase)
    if not word.capital or word.key not in alone or (place and words[place - 1].key in _ANNOUNCING):
        return 0
    return 0 if _is_of_a_name(words, place) else place + 1


def _is_of_a_name(words: list[Word], place: int) -> bool:
    """Tell whether a first name stands right before or after: "Kevin Galilée", "Freud Marie"."""
    before, after = words[place - 1] if place and words[place].spaced else None, next_to(words, place)
    return _is_first_name(before) or (after is not None and after.spaced and _is_first_name(after))


def _is_first_name(word: Word | None) -> bool:
    return word is not None and word.shape is Shape.TITLE and word.known.first >= _FIRST_NAME and not word.plain
