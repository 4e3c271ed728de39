"""What the guard says of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.reading import Reading


class Level(StrEnum):
    """What to do about a finding: refuse the text, propose a mask, or ask the writer to look."""

    BLOCK = "block"
    MASK = "mask"
    LOOK = "look"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A stretch of the writer's own text, ``start`` and ``end`` in code points, and why it stands out.

    ``reason`` is a French sentence and a translation key. ``replacement`` is what may stand there instead, in the
    language of the text; empty when nothing better than the mask of the kind is known.
    """

    start: int
    end: int
    kind: str
    level: Level
    reason: str
    replacement: str = ""


class Detector(Protocol):
    """One thing the guard looks for.

    ``reading.text`` is the text as the eye reads it (see :mod:`toctoc.privacy.rules.folding`); the offsets a detector
    yields are in it, and the guard maps them back.
    """

    kind: str

    def detect(self, reading: Reading) -> Iterable[Finding]:
        """Yield what stands out."""
        ...


class Later(Protocol):
    """What looks once more when the detectors are done: at names that come back, at what nothing explains."""

    kind: str

    def detect_beside(self, reading: Reading, found: list[Finding]) -> Iterable[Finding]:
        """Yield what stands out beside what was ``found``."""
        ...
