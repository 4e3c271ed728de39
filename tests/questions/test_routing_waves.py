"""Whom a step invites, and how lives become numbers."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from tests.questions.routed import candidate, crowd, wanted
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.rules.routing.habits import decayed, is_newcomer, reply_rate
from toctoc.questions.rules.routing.waves import Step, invited

NEAR = Step(Circle.SPECIALTY, timedelta(), 4)


def test_a_step_stays_in_its_circle_where_it_is_large_enough() -> None:
    people = [*crowd(9, specialty="dermatology"), *crowd(9, start=50, answered_recently=90.0)]
    assert {one.actor_id for one in invited(NEAR, people, wanted(), chance=Random(1))} <= set(range(1, 10))


def test_seats_that_a_circle_cannot_fill_go_to_the_next_at_once() -> None:
    people = [
        candidate(1, specialty="dermatology"),
        candidate(2, profession="nurse", specialty=""),
        *crowd(9, start=50),
    ]
    chosen = [one.actor_id for one in invited(NEAR, people, wanted(), chance=Random(1))]
    assert chosen[:2] == [1, 2]
    assert len(set(chosen)) == 4
    assert invited(NEAR, [], wanted(), chance=Random(1)) == []


@pytest.mark.parametrize("circle", [Circle.DUTY, Circle.PARTNERS])
def test_duty_and_partners_are_filled_with_nobody_else(circle: Circle) -> None:
    people = [candidate(1, is_on_duty=True, is_available=False), *crowd(9, start=50)]
    chosen = invited(Step(circle, timedelta(), 4), people, wanted(), chance=Random(1))
    assert [one.actor_id for one in chosen] == ([1] if circle is Circle.DUTY else [])


def test_answers_count_half_after_a_fortnight_and_few_invitations_say_little() -> None:
    assert decayed(8.0, 14 * 24) == pytest.approx(4.0)
    assert reply_rate(0, 0) is None
    assert reply_rate(1, 1) == pytest.approx(2 / 3)
    assert reply_rate(50, 100) == pytest.approx(0.5)
    assert reply_rate(0, 4) == pytest.approx(1 / 6)


def test_somebody_is_new_for_a_month_unless_they_answered_three_times() -> None:
    assert is_newcomer(29.9, 2)
    assert not is_newcomer(30.0, 0)
    assert not is_newcomer(3.0, 3)
