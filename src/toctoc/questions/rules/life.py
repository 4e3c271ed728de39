"""The life of a question, declared once and checked when the program starts.

::

    open ──answer──▶ answered ──▶ consensus ─┐
     │  ▲               │  └────▶ dissent ───┤
     │  │               └────────────────────┴──▶ closed, with an outcome
     │  └──────────── reopen ◀─────────────────────┘
     └──time──▶ unanswered ──answer──▶ answered      (or reopened by the asker, or closed)

An answered question whose only answer was taken back is open again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toctoc.kernel.errors import Invalid, Refused


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CONSENSUS = "consensus"
    DISSENT = "dissent"
    CLOSED = "closed"
    UNANSWERED = "unanswered"


class Mover(StrEnum):
    """Who moves a question: its asker (or a moderator for the asker), an answer, or time."""

    ASKER = "asker"
    ANSWER = "answer"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Move:
    """An edge of the graph."""

    before: State
    after: State
    mover: Mover


INITIAL = State.OPEN
_BY_ASKER = {
    State.OPEN: (State.CLOSED,),
    State.ANSWERED: (State.CONSENSUS, State.DISSENT, State.CLOSED),
    State.CONSENSUS: (State.DISSENT, State.CLOSED, State.OPEN),
    State.DISSENT: (State.CONSENSUS, State.CLOSED, State.OPEN),
    State.CLOSED: (State.OPEN,),
    State.UNANSWERED: (State.OPEN, State.CLOSED),
}
MOVES: frozenset[Move] = frozenset(
    {Move(before, after, Mover.ASKER) for before, afters in _BY_ASKER.items() for after in afters}
    | {
        Move(State.OPEN, State.ANSWERED, Mover.ANSWER),
        Move(State.UNANSWERED, State.ANSWERED, Mover.ANSWER),
        # The only answer was taken back.
        Move(State.ANSWERED, State.OPEN, Mover.ANSWER),
        Move(State.OPEN, State.UNANSWERED, Mover.TIME),
    }
)

# French and English words of the chip.
STATE_WORDS: dict[State, tuple[str, str]] = {
    State.OPEN: ("Ouverte", "Open"),
    State.ANSWERED: ("Répondue", "Answered"),
    State.CONSENSUS: ("Consensus", "Consensus"),
    State.DISSENT: ("Avis partagés", "Split opinions"),
    State.CLOSED: ("Close", "Closed"),
    State.UNANSWERED: ("Sans réponse", "Unanswered"),
}
WAITING_STATES = (State.OPEN, State.UNANSWERED)
# Where the asker has said what came of the answers.
CONCLUDED = frozenset({State.CONSENSUS, State.DISSENT, State.CLOSED})


def moves_for(before: State, mover: Mover) -> tuple[State, ...]:
    """Return where ``mover`` may take a question from ``before``, in the order of the states."""
    return tuple(after for after in State if Move(before, after, mover) in MOVES)


def check_move(before: State, after: str, mover: Mover, *, outcome: str) -> State:
    """Return the state a move leads to.

    Raises :class:`Invalid` for an unknown state or an outcome that is missing or out of place, and
    :class:`Refused` for a move that the graph does not have.
    """
    try:
        target = State(after)
    except ValueError:
        raise Invalid("Cet état n’existe pas.", field="state") from None
    if Move(before, target, mover) not in MOVES:
        raise Refused("Une question dans cet état ne peut pas devenir ce que vous demandez.")
    if target is State.CLOSED and not outcome:
        raise Invalid("Dites en une phrase ce que vous avez décidé, pour ceux qui ont répondu.", field="outcome")
    if target is not State.CLOSED and outcome:
        raise Invalid("Une issue ne s’écrit qu’en fermant la question.", field="outcome")
    return target


def _check_graph() -> None:
    """Refuse to start with a graph in which a state cannot be reached or cannot be left."""
    reached = {INITIAL} | {move.after for move in MOVES}
    left = {move.before for move in MOVES}
    if reached != set(State) or left != set(State):
        raise RuntimeError("The life of a question has a state that cannot be reached or left.")


_check_graph()
