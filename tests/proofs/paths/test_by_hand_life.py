"""The graph of an application that people decide, and whatever order things happen in."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.kernel.errors import Refused
from toctoc.proofs.paths.by_hand.rules.figures import HEIGHT, WIDTH, bars, nearest_rank
from toctoc.proofs.paths.by_hand.rules.life import (
    MOVES,
    OPEN,
    OVER,
    STATE_WORDS,
    Examination,
    Move,
    Mover,
    State,
    after_voices,
    check_move,
)
from toctoc.proofs.paths.by_hand.rules.means import MEANS, means_for
from toctoc.proofs.paths.by_hand.rules.phrases import WORDS, new_phrase
from toctoc.proofs.paths.by_hand.rules.reasons import REASONS

CONTACT = "contact@toctoc.example"
# Written out once more, so that the graph does not change by accident.
EDGES = {
    ("waiting", "taken", "moderator"),
    ("second", "confirming", "moderator"),
    ("taken", "waiting", "moderator"),
    ("taken", "second", "moderator"),
    ("taken", "unclear", "moderator"),
    ("taken", "refused", "moderator"),
    ("confirming", "second", "moderator"),
    ("confirming", "unclear", "moderator"),
    ("confirming", "accepted", "moderator"),
    ("confirming", "refused", "moderator"),
    ("confirming", "upheld", "moderator"),
    ("waiting", "withdrawn", "person"),
    ("taken", "withdrawn", "person"),
    ("second", "withdrawn", "person"),
    ("confirming", "withdrawn", "person"),
    ("unclear", "withdrawn", "person"),
    ("unclear", "taken", "person"),
    ("unclear", "confirming", "person"),
    ("refused", "waiting", "person"),
    ("taken", "taken", "time"),
    ("taken", "waiting", "time"),
    ("confirming", "confirming", "time"),
    ("confirming", "second", "time"),
    ("unclear", "lapsed", "time"),
}
moves = st.sampled_from(sorted(MOVES, key=lambda move: (move.before, move.after, move.mover)))


def test_the_graph_is_the_one_written_here() -> None:
    assert {(m.before.value, m.after.value, m.mover.value) for m in MOVES} == EDGES


@pytest.mark.parametrize(("before", "after", "mover"), list(product(State, State, Mover)))
def test_every_other_move_is_refused(before: State, after: State, mover: Mover) -> None:
    if Move(before, after, mover) in MOVES:
        check_move(before, after, mover)
        return
    with pytest.raises(Refused):
        check_move(before, after, mover)


@given(st.lists(moves, max_size=40))
def test_no_walk_comes_to_yes_but_by_a_second_look(walk: list[Move]) -> None:
    state, held_twice = State.WAITING, False
    for move in walk:
        if move.before is not state:
            continue
        assert state not in OVER
        held_twice = held_twice or move.before is State.SECOND
        state = move.after
        assert state is not State.ACCEPTED or held_twice
    assert state in {*OPEN, *OVER, State.REFUSED}


@given(st.lists(st.booleans(), max_size=6), st.integers(0, 1), st.sampled_from(Examination))
def test_voices_lead_to_a_seal_only_with_two_yeses(said: list[bool], left: int, examination: Examination) -> None:
    yes, no = sum(said), len(said) - sum(said)
    after = after_voices(examination, yes, no, is_anyone_left=bool(left))
    assert (after is State.ACCEPTED) == (yes >= 2)
    if examination is Examination.FIRST and yes < 2:
        assert after is (State.REFUSED if no else State.SECOND)
    if examination is Examination.APPEAL and yes < 2:
        assert (after is State.UPHELD) == (no >= 2 or (yes == no == 1 and not left))


def test_everything_has_its_words_in_both_languages() -> None:
    assert set(STATE_WORDS) == set(State)
    assert all(all(words) for words in STATE_WORDS.values())
    assert all(m.name("fr") and m.name("en") and m.way("fr", CONTACT) and m.way("en", CONTACT) for m in MEANS.values())
    assert all(r.says("fr") and r.says("en") for r in REASONS.values())
    assert all(len(slug) <= 20 for slug in (*MEANS, *REASONS))


def test_a_person_and_an_organisation_have_means() -> None:
    of_person = {m.slug for m in means_for("person", CONTACT)}
    of_organisation = {m.slug for m in means_for("organisation", CONTACT)}
    assert {"card_on_call", "diploma_on_call", "mailbox", "official_page", "known"} == of_person
    assert {"papers_on_call", "mailbox", "official_page", "known"} == of_organisation
    assert means_for("bot", CONTACT) == []


def test_nobody_is_asked_to_write_where_nobody_reads() -> None:
    assert CONTACT in MEANS["mailbox"].way("fr", CONTACT)
    assert CONTACT in MEANS["mailbox"].way("en", CONTACT)
    assert "mailbox" not in {m.slug for kind in ("person", "organisation") for m in means_for(kind, "")}
    assert MEANS["mailbox"].way("fr", "") == ""
    assert all(means.way("fr", "") and "{" not in means.way("fr", "") for means in means_for("person", ""))


def test_words_can_be_said_on_the_phone() -> None:
    assert len(set(WORDS)) == len(WORDS) >= 190
    assert all(word.isascii() and word.isalpha() and word.islower() and len(word) <= 10 for word in WORDS)


def test_three_words_are_different_and_new_each_time() -> None:
    phrases = {new_phrase() for _ in range(50)}
    assert len(phrases) > 45
    assert all(len(set(phrase.split())) == 3 for phrase in phrases)


hours = st.integers(0, 1000).map(lambda n: timedelta(hours=n))


@given(st.lists(hours, min_size=1), st.integers(1, 100))
def test_a_rank_is_one_of_the_waits_and_enough_of_them_are_no_longer(waits: list[timedelta], percent: int) -> None:
    found = nearest_rank(waits, percent)
    assert found in waits
    assert sum(wait <= found for wait in waits) * 100 >= percent * len(waits)
    assert sum(wait < found for wait in waits) * 100 < percent * len(waits)


def test_of_no_waits_there_is_no_rank() -> None:
    assert nearest_rank([], 50) is None


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=24))
def test_bars_stay_within_the_chart_and_grow_with_what_they_say(values: list[int]) -> None:
    drawn = bars([(str(n), value) for n, value in enumerate(values)])
    assert all(b.x >= 0 and b.x + b.width <= WIDTH and 0 <= b.y <= HEIGHT and b.above > 0 for b in drawn)
    ordered = sorted(drawn, key=lambda bar: bar.value)
    assert [bar.height for bar in ordered] == sorted(bar.height for bar in drawn)
