"""The life of an application that people decide, declared once and checked when the program starts.

::

    waiting ──take──▶ taken ──first voice──▶ second ──take──▶ confirming ──┬──▶ accepted
       ▲                │ ▲                     ▲                 │ ▲       ├──▶ refused ──appeal──▶ waiting
       └────give back───┘ │                     └───give back─────┘ │       └──▶ upheld (after an appeal)
                        unclear ◀── a question to the person ──▶ unclear

The person may withdraw it while it is open. A moderator who is silent for two days hands over to another (``taken``
stays ``taken``, held by somebody else), or gives it back to all when there is nobody else. A question that the person
leaves without an answer for a month ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum

from toctoc.kernel.errors import Refused

# How long a moderator may hold an application without deciding.
PATIENCE = timedelta(hours=48)
# How long the person may take to answer a question, and to appeal.
ANSWER_WITHIN = timedelta(days=30)
APPEAL_WITHIN = timedelta(days=30)
# Two pairs of eyes: one person alone gives no seal, whatever they are asked or offered.
VOICES_NEEDED = 2


class State(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    SECOND = "second"
    CONFIRMING = "confirming"
    UNCLEAR = "unclear"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Mover(StrEnum):
    """Who moves an application."""

    MODERATOR = "moderator"
    PERSON = "person"
    TIME = "time"


class Examination(IntEnum):
    """Which look at an application this is: the first, or the one that an appeal asked for. There is no third."""

    FIRST = 1
    APPEAL = 2


@dataclass(frozen=True, slots=True)
class Move:
    """An edge of the graph."""

    before: State
    after: State
    mover: Mover


INITIAL = State.WAITING
# Nobody holds it; somebody holds it; the two together are what moderators work on.
FREE = (State.WAITING, State.SECOND)
HELD = (State.TAKEN, State.CONFIRMING)
OPEN = (*FREE, *HELD, State.UNCLEAR)
# A refusal is over too, once its month for an appeal has passed.
OVER = (State.ACCEPTED, State.UPHELD, State.WITHDRAWN, State.LAPSED)

_BY_MODERATOR: dict[State, tuple[State, ...]] = {
    State.WAITING: (State.TAKEN,),
    State.TAKEN: (State.WAITING, State.SECOND, State.UNCLEAR, State.REFUSED),
    State.SECOND: (State.CONFIRMING,),
    State.CONFIRMING: (State.SECOND, State.UNCLEAR, State.ACCEPTED, State.REFUSED, State.UPHELD),
}
_BY_PERSON: dict[State, tuple[State, ...]] = {
    **dict.fromkeys((*FREE, *HELD), (State.WITHDRAWN,)),
    State.UNCLEAR: (State.WITHDRAWN, State.TAKEN, State.CONFIRMING),
    State.REFUSED: (State.WAITING,),
}
_BY_TIME: dict[State, tuple[State, ...]] = {
    State.TAKEN: (State.TAKEN, State.WAITING),
    State.CONFIRMING: (State.CONFIRMING, State.SECOND),
    State.UNCLEAR: (State.LAPSED,),
}
MOVES: frozenset[Move] = frozenset(
    Move(before, after, mover)
    for mover, edges in ((Mover.MODERATOR, _BY_MODERATOR), (Mover.PERSON, _BY_PERSON), (Mover.TIME, _BY_TIME))
    for before, afters in edges.items()
    for after in afters
)

# French and English words, for the person and for moderators alike.
STATE_WORDS: dict[State, tuple[str, str]] = {
    State.WAITING: ("en attente", "waiting"),
    State.TAKEN: ("en cours d’examen", "being examined"),
    State.SECOND: ("attend un second avis", "waiting for a second opinion"),
    State.CONFIRMING: ("second examen en cours", "being examined a second time"),
    State.UNCLEAR: ("attend une réponse", "waiting for an answer"),
    State.ACCEPTED: ("acceptée", "accepted"),
    State.REFUSED: ("refusée", "refused"),
    State.UPHELD: ("refus confirmé", "refusal upheld"),
    State.WITHDRAWN: ("retirée", "withdrawn"),
    State.LAPSED: ("close sans réponse", "closed without an answer"),
}


def check_move(before: str, after: State, mover: Mover) -> None:
    """Raise :class:`Refused` for a move that the graph does not have."""
    if Move(State(before), after, mover) not in MOVES:
        raise Refused("Cette demande n’en est plus là. Rechargez la page.")


def after_voices(examination: int, yes: int, no: int, *, is_anyone_left: bool) -> State:
    """Return where the voices given so far lead; each is of a different moderator.

    At first one no refuses and two yeses accept. After an appeal two voices must agree; when they do not, a third
    moderator decides, and where there is none the refusal stands: a seal needs two yeses.
    """
    if yes >= VOICES_NEEDED:
        return State.ACCEPTED
    if examination == Examination.FIRST:
        return State.REFUSED if no else State.SECOND
    if no >= VOICES_NEEDED or (yes and no and not is_anyone_left):
        return State.UPHELD
    return State.SECOND


def in_hand(state: str) -> State:
    """Return what an application becomes when somebody takes it; :func:`check_move` says whether it can be taken."""
    return State.CONFIRMING if state == State.SECOND else State.TAKEN


def given_back(state: str) -> State:
    """Return what an application becomes when its holder leaves it to others."""
    return State.SECOND if state == State.CONFIRMING else State.WAITING


def _check_graph() -> None:
    """Refuse to start with a state that cannot be reached, an open one without a way out, or an end that has one."""
    reached = {INITIAL} | {move.after for move in MOVES}
    left = {move.before for move in MOVES}
    if reached != set(State) or left != {*OPEN, State.REFUSED} or set(State) - left != set(OVER):
        raise RuntimeError("The life of an application has a state that cannot be reached, or left when it is over.")
    if any(move.after is State.ACCEPTED and move.before is not State.CONFIRMING for move in MOVES):
        raise RuntimeError("An application can be accepted without a second look.")


_check_graph()
