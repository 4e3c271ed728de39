"""Which steps of a proof's life its holder gets a letter about, and which letter."""

from __future__ import annotations

from toctoc.people.rules.proof_life import State

ENDS_SOON = "ends_soon"
CONFIRMED = "confirmed"
# Replacing and withdrawing are the holder's own doing; ways tell of a new proof themselves.
_BY_STATE = {
    State.GRACE: "grace",
    State.ENDED: "ended",
    State.DOUBTED: "doubted",
    State.REVOKED: "revoked",
}


def letter_about(before: str, after: str) -> str:
    """Return the name of the letter about a step, empty for one that needs none."""
    if before == State.DOUBTED and after in {State.VALID, State.GRACE}:
        return CONFIRMED
    return _BY_STATE.get(State(after), "") if before else ""


def is_late(letter: str, after: str, state: str, *, stands: bool) -> bool:
    """Tell whether a letter about a step to ``after`` would be wrong by now.

    ``state`` is the proof's at this moment; ``stands`` whether its holder has a proof in force, this or another.
    """
    if letter == ENDS_SOON:
        return state != State.VALID
    if letter == "ended":
        return stands
    return letter in {"grace", "doubted"} and state != after
