"""The life of a proof, declared once and checked when the program starts.

::

    valid ──its date──▶ grace ──14 days──▶ ended
      │ ▲                 │
      │ └─ confirm ◀── doubted ──not confirmed in time──▶ ended
      │                   ▲
      └──── whoever it rests on lost their own proof

    Any of the three that open doors (valid, grace, doubted) can be replaced by a newer proof, withdrawn by its
    holder, or revoked by moderators. What has ended, was replaced, withdrawn or revoked stays so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from toctoc.kernel.errors import Refused

# A year: long enough not to be a chore, short enough to notice who left the profession.
VALIDITY = timedelta(days=365)
REMINDER = timedelta(days=30)
GRACE = timedelta(days=14)
# How long a doubted proof goes on opening doors until somebody confirms it.
DOUBT = timedelta(days=14)


class State(StrEnum):
    """Where a proof stands."""

    VALID = "valid"
    GRACE = "grace"
    DOUBTED = "doubted"
    ENDED = "ended"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


INITIAL = State.VALID
# Proofs that open doors, until the moment they end.
IN_FORCE = (State.VALID, State.GRACE, State.DOUBTED)
OVER = (State.ENDED, State.REPLACED, State.WITHDRAWN, State.REVOKED)
_ALWAYS = frozenset({State.ENDED, State.REPLACED, State.WITHDRAWN, State.REVOKED})
MOVES: dict[State, frozenset[State]] = {
    State.VALID: _ALWAYS | {State.GRACE, State.DOUBTED},
    State.GRACE: _ALWAYS | {State.DOUBTED},
    State.DOUBTED: _ALWAYS | {State.VALID, State.GRACE},
    **{state: frozenset() for state in OVER},
}

# French and English words.
STATE_WORDS: dict[State, tuple[str, str]] = {
    State.VALID: ("valable", "valid"),
    State.GRACE: ("à renouveler", "to renew"),
    State.DOUBTED: ("en réexamen", "under review"),
    State.ENDED: ("expirée", "expired"),
    State.REPLACED: ("remplacée", "replaced"),
    State.WITHDRAWN: ("retirée par son titulaire", "withdrawn by its holder"),
    State.REVOKED: ("retirée par la modération", "revoked by the moderators"),
}


def check_move(before: str, after: State) -> None:
    """Raise :class:`Refused` for a move that the graph does not have."""
    if after not in MOVES[State(before)]:
        raise Refused("Cette preuve n’est plus en cours.")


def state_by_date(expires_at: datetime, ends_at: datetime, now: datetime) -> State:
    """Return where its dates alone put a proof that nothing else happened to."""
    if now >= ends_at:
        return State.ENDED
    return State.VALID if now < expires_at else State.GRACE


def _check_graph() -> None:
    """Refuse to start with a state that cannot be reached, or a way out of one that is over."""
    reached = {INITIAL}.union(*MOVES.values())
    if reached != set(State) or any(MOVES[state] for state in OVER) or set(MOVES) != set(State):
        raise RuntimeError("The life of a proof has a state that cannot be reached, or left when it is over.")


_check_graph()
