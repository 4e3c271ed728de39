"""Rare conditions by their names, and how many people live with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons.lexicon import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

# The middle of Orphanet's classes: 1–5 in 10,000, 1–9 in 100,000, 1–9 in 1,000,000, fewer than 1 in 1,000,000.
SHARES = {"a": 3e-4, "b": 5e-5, "c": 5e-6, "d": 2e-7}


@dataclass(frozen=True, slots=True)
class Condition:
    """A rare condition of ``words`` words, and the ``share`` of people who live with it."""

    name: str
    words: int
    share: float


@cache
def _conditions() -> dict[str, list[tuple[tuple[str, ...], Condition]]]:
    lines = files(__package__).joinpath("lists", "rare_conditions.txt").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[tuple[str, ...], Condition]]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        grade, names = line.split("|")
        for name in names.split(","):
            keys = tuple(flat(key(name)).split())
            found.setdefault(keys[0], []).append((keys, Condition(name, len(keys), SHARES[grade])))
    for conditions in found.values():
        conditions.sort(key=lambda entry: -len(entry[0]))
    return found


def condition_at(keys: Sequence[str], place: int) -> Condition | None:
    """Return the rare condition whose name stands at ``place`` of ``keys``, the longest first; None when none does."""
    for name, condition in _conditions().get(keys[place], ()):
        if tuple(keys[place : place + len(name)]) == name:
            return condition
    return None
