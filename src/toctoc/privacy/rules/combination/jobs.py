"""Jobs by their names, and how many people do them in France."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons.lexicon import flat

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Job:
    """A job of ``words`` words, and how many ``people`` in France do it."""

    name: str
    words: int
    people: int


@cache
def _jobs() -> dict[str, list[tuple[tuple[str, ...], Job]]]:
    lines = files(__package__).joinpath("lists", "jobs.txt").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[tuple[str, ...], Job]]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        names, people = line.split("|")
        for name in names.split(","):
            keys = tuple(flat(key(name)).split())
            found.setdefault(keys[0], []).append((keys, Job(name, len(keys), int(people))))
    for jobs in found.values():
        jobs.sort(key=lambda entry: -len(entry[0]))
    return found


def job_at(keys: Sequence[str]) -> Job | None:
    """Return the job whose name ``keys`` begin with, the longest name first; None when there is none."""
    if not keys:
        return None
    for name, job in _jobs().get(keys[0], ()):
        if tuple(keys[: len(name)]) == name:
            return job
    return None
