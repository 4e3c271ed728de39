"""Places that are no commune: towns abroad, quarters, and areas wide enough to single nobody out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.lexicons.lexicon import flat, place_key
from toctoc.privacy.rules.lexicons.places import departments

if TYPE_CHECKING:
    from collections.abc import Sequence

# How saints are written short.
SAINTS = {"st": "saint", "ste": "sainte"}
# No name of a list has more words.
_MOST_WORDS = 6
Names = dict[str, dict[tuple[str, ...], bool]]


@cache
def names(path: str) -> Names:
    """Return a packaged list of names as keys by first key; those marked with a star are True."""
    lines = files(__package__).joinpath("lists", path).read_text("utf-8").splitlines()
    known: Names = {}
    for line in lines:
        if line.startswith("#"):
            continue
        for name in line.split(","):
            keys = tuple(place_key(flat(key(name.strip("* ").replace("’", "'")))).split())
            if keys:
                known.setdefault(keys[0], {})[keys] = name.startswith("*")
    return known


@cache
def areas_by_name() -> Names:
    """Return the names of areas: those packed here, departments and regions of France."""
    known = {first: dict(found) for first, found in names("areas.txt").items()}
    for department in departments().values():
        for name in (department.name, department.region):
            keys = tuple(place_key(flat(key(name))).split())
            if name != "Paris":
                known.setdefault(keys[0], {})[keys] = False
    return known


def longest(known: Names, keys: Sequence[str], place: int) -> int:
    """Return how many of ``keys`` from ``place`` on make the longest name of ``known``; 0 when none starts there."""
    candidates = known.get(SAINTS.get(keys[place], keys[place]))
    if candidates is None:
        return 0
    words = tuple(SAINTS.get(k, k) for k in keys[place : place + _MOST_WORDS])
    return next((size for size in range(len(words), 0, -1) if words[:size] in candidates), 0)


def known_by_all(keys: Sequence[str]) -> tuple[int, int] | None:
    """Return from which to before which of ``keys`` a name stands that everybody knows; None when none does."""
    known = names("public_names.txt")
    sizes = ((place, longest(known, keys, place)) for place in range(len(keys)))
    return next(((place, place + size) for place, size in sizes if size), None)


def is_known_by_all(written: str) -> bool:
    """Tell whether a sight or a body that everybody knows is named, by two words or more: "la tour Eiffel"."""
    span = known_by_all(_WORDS.findall(key(written)))
    return span is not None and span[1] - span[0] > 1


_WORDS = lazy(r"[^\W\d_]+")
