"""The life of a practice sheet, declared once and checked when the program starts.

::

    draft ──author──▶ in review ──two reviews──▶ published ──date or retraction──▶ stale
      ▲                  │                           │                               │
      ├──author, reviewer┘                           │                               │
      └────────────────── author, to edit it ────────┴───────────────────────────────┤
                                         author ──▶ retired ◀────────────────────────┘

What was published stays readable while its authors work on the next version.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toctoc.kernel.errors import Invalid, Refused


class SheetState(StrEnum):
    """Where a sheet stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    STALE = "stale"
    RETIRED = "retired"


class SheetMover(StrEnum):
    """Who moves a sheet: one of its authors, those who review it, time, or the retraction of a reference."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    TIME = "time"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class SheetMove:
    """An edge of the graph."""

    before: SheetState
    after: SheetState
    mover: SheetMover


INITIAL = SheetState.DRAFT
_BY_AUTHOR = {
    SheetState.DRAFT: (SheetState.IN_REVIEW, SheetState.RETIRED),
    SheetState.IN_REVIEW: (SheetState.DRAFT,),
    SheetState.PUBLISHED: (SheetState.DRAFT, SheetState.RETIRED),
    SheetState.STALE: (SheetState.DRAFT, SheetState.RETIRED),
}
MOVES: frozenset[SheetMove] = frozenset(
    {SheetMove(before, after, SheetMover.AUTHOR) for before, afters in _BY_AUTHOR.items() for after in afters}
    | {
        SheetMove(SheetState.IN_REVIEW, SheetState.PUBLISHED, SheetMover.REVIEWER),
        SheetMove(SheetState.IN_REVIEW, SheetState.DRAFT, SheetMover.REVIEWER),
        SheetMove(SheetState.PUBLISHED, SheetState.STALE, SheetMover.TIME),
        SheetMove(SheetState.PUBLISHED, SheetState.STALE, SheetMover.RETRACTION),
    }
)
# French and English words of the chip.
SHEET_STATE_WORDS: dict[SheetState, tuple[str, str]] = {
    SheetState.DRAFT: ("Brouillon", "Draft"),
    SheetState.IN_REVIEW: ("En relecture", "In review"),
    SheetState.PUBLISHED: ("Publiée", "Published"),
    SheetState.STALE: ("À revoir", "Out of date"),
    SheetState.RETIRED: ("Retirée", "Retired"),
}


def check_sheet_move(before: SheetState, after: str, mover: SheetMover) -> SheetState:
    """Return the state a move leads to; raise :class:`Invalid` for no state, :class:`Refused` for no such move."""
    try:
        target = SheetState(after)
    except ValueError:
        raise Invalid("Cet état n’existe pas.", field="state") from None
    if SheetMove(before, target, mover) not in MOVES:
        raise Refused("Une fiche dans cet état ne peut pas devenir ce que vous demandez.")
    return target


def _check_graph() -> None:
    """Refuse to start with a graph whose states cannot all be reached, or in which another than the last is an end."""
    reached = {INITIAL} | {move.after for move in MOVES}
    left = {move.before for move in MOVES}
    if reached != set(SheetState) or left != set(SheetState) - {SheetState.RETIRED}:
        raise RuntimeError("The life of a sheet has a state that cannot be reached or left.")


_check_graph()
