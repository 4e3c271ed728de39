"""The graph of a question's life."""

from __future__ import annotations

from itertools import product

import pytest

from toctoc.kernel.errors import Invalid, Refused
from toctoc.questions.rules import life
from toctoc.questions.rules.life import MOVES, Move, Mover, State, check_move, moves_for

# Written out once more, so that the graph does not change by accident.
BY_ASKER = {
    "open": {"closed"},
    "answered": {"consensus", "dissent", "closed"},
    "consensus": {"open", "dissent", "closed"},
    "dissent": {"open", "consensus", "closed"},
    "closed": {"open"},
    "unanswered": {"open", "closed"},
}


def test_an_asker_moves_a_question_along_the_graph_and_nowhere_else() -> None:
    assert {state.value: {after.value for after in moves_for(state, Mover.ASKER)} for state in State} == BY_ASKER


def test_an_answer_and_time_move_what_waits() -> None:
    others = {(m.before, m.after, m.mover) for m in MOVES if m.mover is not Mover.ASKER}
    assert others == {
        (State.OPEN, State.ANSWERED, Mover.ANSWER),
        (State.UNANSWERED, State.ANSWERED, Mover.ANSWER),
        (State.ANSWERED, State.OPEN, Mover.ANSWER),
        (State.OPEN, State.UNANSWERED, Mover.TIME),
    }


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_move_that_the_graph_does_not_have_is_refused(before: State, after: State) -> None:
    outcome = "Nous surveillons." if after is State.CLOSED else ""
    if Move(before, after, Mover.ASKER) in MOVES:
        assert check_move(before, after.value, Mover.ASKER, outcome=outcome) is after
        return
    with pytest.raises(Refused):
        check_move(before, after.value, Mover.ASKER, outcome=outcome)


def test_closing_needs_an_outcome_and_nothing_else_takes_one() -> None:
    with pytest.raises(Invalid) as closing:
        check_move(State.ANSWERED, "closed", Mover.ASKER, outcome="")
    with pytest.raises(Invalid) as agreeing:
        check_move(State.ANSWERED, "consensus", Mover.ASKER, outcome="Nous surveillons.")
    assert (closing.value.field, agreeing.value.field) == ("outcome", "outcome")


def test_a_state_that_does_not_exist_names_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        check_move(State.OPEN, "solved", Mover.ASKER, outcome="")
    assert refused.value.field == "state"


@pytest.mark.parametrize(
    "missing",
    [{m for m in MOVES if m.before is State.CLOSED}, {m for m in MOVES if m.after is State.UNANSWERED}],
    ids=["never left", "never reached"],
)
def test_the_program_does_not_start_with_a_broken_graph(missing: set[Move], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "MOVES", MOVES - missing)
    with pytest.raises(RuntimeError):
        life._check_graph()
