"""What changed between two texts, word by word, for readers: runs that stay, go, or come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space after it, so that joining the runs gives the text back.
_WORD = re.compile(r"\s+|[^\s]+")
# Beyond, whole lines are compared: SequenceMatcher is quadratic at worst.
MOST_WORDS = 4_000


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words and what became of it."""

    change: Change
    words: str


def differences(before: str, after: str) -> tuple[Run, ...]:
    """Return how ``after`` came from ``before``: what stays and goes is ``before``, what stays and comes ``after``."""
    old, new = _cut(before), _cut(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[Run] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[start:end]), "".join(new[begin:stop])
        if tag == "equal":
            runs.append(Run(Change.SAME, gone))
            continue
        runs += [Run(change, words) for change, words in ((Change.GONE, gone), (Change.NEW, come)) if words]
    return tuple(runs)


def is_changed(runs: tuple[Run, ...]) -> bool:
    """Tell whether something changed."""
    return any(run.change is not Change.SAME for run in runs)


def _cut(text: str) -> list[str]:
    return _WORD.findall(text)
