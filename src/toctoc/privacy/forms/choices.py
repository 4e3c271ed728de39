"""What the guard found, as the list under a field shows it: each passage once, with what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.privacy.rules.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage to mask or to keep, however often a text says it; ``every`` are its findings, in order."""

    every: tuple[Proposal, ...]

    @property
    def first(self) -> Proposal:
        """Return the finding whose words stand for all."""
        return self.every[0]

    @property
    def places(self) -> str:
        """Return the numbers of the findings, as the button that masks them sends them."""
        return " ".join(str(one.place) for one in self.every)


class KeptLine(NamedTuple):
    """A line of what is kept: as it travels, its words, and the slug of its reason."""

    line: str
    words: str
    reason: str

    @property
    def what(self) -> str:
        """Return the line without its reason, as :attr:`Proposal.line` writes it."""
        return self.line.partition("|")[2]


def choices(found: Iterable[Proposal]) -> list[Choice]:
    """Return each passage once, in the order of the text: same kind, same words."""
    rows: dict[str, list[Proposal]] = {}
    for one in found:
        rows.setdefault(one.line, []).append(one)
    return [Choice(tuple(every)) for every in rows.values()]


def pressed(found: Iterable[Proposal], asked: str) -> list[Proposal]:
    """Return the findings whose button was pressed: ``asked`` is its :attr:`Choice.places`."""
    places = set(asked.split())
    return [one for one in found if str(one.place) in places]
