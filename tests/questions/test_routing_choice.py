"""Whom a wave invites: caps, shares, newcomers, chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.questions.routed import candidate, crowd, wanted
from toctoc.questions.rules.routing.choice import CAPS, Caps, choose


def test_the_highest_points_come_first_with_their_reasons() -> None:
    people = [candidate(1), candidate(2, specialty="dermatology"), candidate(3, answered_recently=1.0)]
    chosen = choose(people, wanted(), 2, chance=Random(1))
    assert [one.actor_id for one in chosen] == [2, 3]
    assert not any(one.is_exploration for one in chosen)
    assert chosen[0].terms[0].name == "specialty"
    assert chosen[0].terms[0].points > 0


def test_nobody_outside_the_audience_absent_or_at_their_load_is_ever_chosen() -> None:
    best = {"specialty": "dermatology", "answered_recently": 50.0, "last_answer_hours": 0.0}
    people = [
        candidate(1, profession="pharmacist", likeness=9.0, answered_recently=50.0),
        candidate(2, is_available=False, **best),
        candidate(3, invited_today=CAPS.per_day, invited_this_week=CAPS.per_day, **best),
        candidate(4, invited_this_week=CAPS.per_week, **best),
        candidate(5, daily_load=0, **best),
        candidate(6, daily_load=1, invited_today=1, invited_this_week=1, **best),
        candidate(7, daily_load=1, invited_this_week=5, **best),
    ]
    assert choose(people, wanted(professions=frozenset({"doctor"})), 7, chance=Random(1)) == []


def test_ones_own_number_goes_before_the_usual_cap_both_ways() -> None:
    eager = candidate(1, daily_load=4, invited_today=3, invited_this_week=12)
    calm = candidate(2, daily_load=1, invited_today=1, invited_this_week=1)
    boundless = candidate(3, daily_load=10_000, invited_today=CAPS.most_per_day, invited_this_week=CAPS.most_per_day)
    assert [one.actor_id for one in choose([eager, calm, boundless], wanted(), 3, chance=Random(1))] == [1]


def test_who_is_on_duty_is_asked_even_outside_their_hours() -> None:
    people = [candidate(1, is_available=False, is_on_duty=True), candidate(2, is_available=False)]
    assert [one.actor_id for one in choose(people, wanted(), 2, chance=Random(1))] == [1]


def test_a_newcomer_whom_the_question_is_for_has_one_seat_in_four() -> None:
    old = crowd(30, specialty="dermatology", answered_recently=9.0, last_answer_hours=1.0)
    new = crowd(10, start=100, specialty="dermatology", is_newcomer=True)
    others = crowd(10, start=200, specialty="cardiology", is_newcomer=True)
    chosen = choose([*old, *new, *others], wanted(), 8, chance=Random(1))
    assert len(chosen) == 8
    assert [one.is_exploration for one in chosen] == [False] * 6 + [True] * 2
    assert all(100 <= one.actor_id < 110 for one in chosen if one.is_exploration)
    assert sum(one.is_exploration for one in choose([*old, *new], wanted(), 2, chance=Random(1))) == 1
    assert not any(one.is_exploration for one in choose([*old, *others], wanted(), 8, chance=Random(1)))


def test_a_single_seat_is_a_newcomers_one_time_in_four() -> None:
    people = [
        candidate(1, answered_recently=9.0, specialty="dermatology"),
        candidate(2, specialty="dermatology", is_newcomer=True),
    ]
    seats = Counter(choose(people, wanted(), 1, chance=Random(seed))[0].actor_id for seed in range(400))
    assert 70 <= seats[2] <= 130


def test_nobody_is_chosen_twice_when_a_newcomer_is_also_the_best() -> None:
    new = crowd(6, specialty="dermatology", is_newcomer=True, likeness=9.0)
    chosen = choose([*new, *crowd(6, start=50)], wanted(), 8, chance=Random(1))
    assert len({one.actor_id for one in chosen}) == len(chosen) == 8


def test_who_had_more_than_their_share_of_the_week_lets_others_pass() -> None:
    star = candidate(1, specialty="dermatology", answered_recently=50.0, daily_load=9, invited_this_week=14)
    people = [star, *crowd(20, start=2, specialty="dermatology", invited_this_week=2)]
    assert 1 not in {one.actor_id for one in choose(people, wanted(), 8, chance=Random(1))}
    loose = replace(CAPS, share=0.7)
    assert 1 in {one.actor_id for one in choose(people, wanted(), 8, chance=Random(1), caps=loose)}


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_where_there_are_few_they_are_still_asked(count: int) -> None:
    people = crowd(count, daily_load=20, invited_this_week=12)
    assert len(choose(people, wanted(), 3, chance=Random(1))) == min(count, 3)


def test_over_months_no_one_of_a_crowd_takes_more_than_their_part() -> None:
    """The one who always has most points gets at most a day's and a week's cap, whatever their points."""
    invited: Counter[int] = Counter()
    week: Counter[int] = Counter()
    for day in range(28):
        week = week if day % 7 else Counter()
        today: Counter[int] = Counter()
        for asked in range(12):
            people = [
                candidate(
                    n, answered_recently=500.0 / n, invited_today=today[n], invited_this_week=week[n], daily_load=None
                )
                for n in range(1, 101)
            ]
            for one in choose(people, wanted(), 4, chance=Random(day * 100 + asked)):
                invited[one.actor_id] += 1
                week[one.actor_id] += 1
                today[one.actor_id] += 1
        assert max(today.values()) <= CAPS.per_day
        assert max(week.values()) <= CAPS.per_week
    assert invited.most_common(1)[0][1] / invited.total() < 0.05


def test_the_same_chance_makes_the_same_choice_and_another_shares_among_equals() -> None:
    people = crowd(500)
    first = [one.actor_id for one in choose(people, wanted(), 6, chance=Random(1))]
    assert [one.actor_id for one in choose(people, wanted(), 6, chance=Random(1))] == first
    seen = {one.actor_id for seed in range(100) for one in choose(people, wanted(), 6, chance=Random(seed))}
    assert len(seen) > 250


@pytest.mark.parametrize("size", [-1, 0])
def test_no_seat_or_nobody_is_no_error(size: int) -> None:
    assert choose(crowd(3), wanted(), size, chance=Random(1)) == []
    assert choose([], wanted(), 5, chance=Random(1)) == []
    assert len(choose(crowd(3), wanted(), 10, chance=Random(1), caps=Caps())) == 3
