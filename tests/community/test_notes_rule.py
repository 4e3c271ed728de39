"""The rule by which a note is shown, as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.community.rules.bridging import EXAMPLES, Tally, is_shown, lower_end

counts = st.integers(0, 3_000)
tallies = st.builds(Tally, counts, counts)


@given(one=tallies, other=tallies, was=st.booleans(), is_first=st.booleans())
def test_another_useful_rating_of_either_kind_never_hides(
    *, one: Tally, other: Tally, was: bool, is_first: bool
) -> None:
    before = is_shown(one, other, was_shown=was)
    more = (Tally(one.useful + 1, one.useless), other) if is_first else (one, Tally(other.useful + 1, other.useless))
    assert is_shown(*more, was_shown=before) >= before
    assert is_shown(*more, was_shown=was) >= before


@given(one=tallies, other=tallies, was=st.booleans(), is_first=st.booleans())
def test_another_useless_rating_of_either_kind_never_shows(
    *, one: Tally, other: Tally, was: bool, is_first: bool
) -> None:
    # One may complete the fewest ratings asked for: from there on it only takes away.
    if min(one.count, other.count) < 3:
        return
    before = is_shown(one, other, was_shown=was)
    more = (Tally(one.useful, one.useless + 1), other) if is_first else (one, Tally(other.useful, other.useless + 1))
    assert is_shown(*more, was_shown=was) <= before


@given(alone=tallies, was=st.booleans(), is_first=st.booleans())
def test_one_kind_alone_never_shows(*, alone: Tally, was: bool, is_first: bool) -> None:
    kinds = (alone, Tally()) if is_first else (Tally(), alone)
    assert not is_shown(*kinds, was_shown=was)


@given(tallies, tallies)
def test_what_appears_stays_until_it_clearly_falls(one: Tally, other: Tally) -> None:
    if is_shown(one, other, was_shown=False):
        assert is_shown(one, other, was_shown=True)


@given(tallies)
def test_the_lower_end_is_below_the_share(tally: Tally) -> None:
    assert 0 <= lower_end(tally) <= (tally.useful / tally.count if tally.count else 0) + 1e-12


def test_the_lower_end_of_known_cases() -> None:
    # All of n: n / (n + z²), by hand from the formula.
    assert lower_end(Tally(3, 0)) == pytest.approx(3 / (3 + 1.2816**2))
    assert lower_end(Tally(3, 1)) == pytest.approx(0.432, abs=0.001)
    assert lower_end(Tally(6, 2)) == pytest.approx(0.524, abs=0.001)


def test_the_examples_of_the_page() -> None:
    assert [is_shown(*kinds, was_shown=False) for kinds in EXAMPLES] == [True, False, True, False, False]


def test_the_rule_does_not_blink() -> None:
    others = Tally(5, 0)
    assert is_shown(Tally(3, 0), others, was_shown=False)
    assert is_shown(Tally(3, 1), others, was_shown=True)
    assert not is_shown(Tally(3, 1), others, was_shown=False)
    assert not is_shown(Tally(3, 2), others, was_shown=True)
