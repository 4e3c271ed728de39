"""What the guard says of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Level(StrEnum):
    """What to do about a finding: refuse the text, propose a mask, or ask the writer to look."""

    BLOCK = "block"
    MASK = "mask"
    LOOK = "look"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A stretch of the writer's own text, ``start`` and ``end`` in code points, and why it stands out.

    ``reason`` is a French sentence and a translation key.
    """

    start: int
    end: int
    kind: str
    level: Level
    reason: str


class Detector(Protocol):
    """One thing the guard looks for.

    ``folded`` is the text as the eye reads it (see :mod:`toctoc.privacy.rules.folding`); the offsets a detector
    yields are in ``folded`` and the guard maps them back.
    """

    kind: str

    def detect(self, folded: str) -> Iterable[Finding]:
        """Yield what stands out in ``folded``."""
        ...
