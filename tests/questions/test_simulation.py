"""The simulated place: what it draws, what it counts, what it compares."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from random import Random

import pytest

from toctoc.config.cli.simulate import setting_of
from toctoc.config.world.chance import chance_for
from toctoc.questions.rules.routing.choice import CAPS
from toctoc.questions.rules.simulation.behaviour import SCENARIOS, SOURCES, USUAL, Behaviour
from toctoc.questions.rules.simulation.clock import Clock
from toctoc.questions.rules.simulation.course import Course
from toctoc.questions.rules.simulation.figures import delays_of, gini, lorenz, top_share
from toctoc.questions.rules.simulation.luck import delay, luck
from toctoc.questions.rules.simulation.place import DAY, Member, ask, populate
from toctoc.questions.rules.simulation.policy import NONE, OURS, PARTS, POLICIES, Policy
from toctoc.questions.rules.simulation.runs import Job, simulated
from toctoc.questions.rules.topics import TOPICS

PLACE = setting_of(days=14, people=240)


def lived(policy: Policy, behaviour: Behaviour = USUAL) -> tuple[Course, list[Member]]:
    members = populate(PLACE, behaviour, Random(1))
    course = Course(PLACE, behaviour, members, ask(PLACE, behaviour, members, Random(2)), policy, seed=1)
    course.run(Random(3), Random(4))
    return course, members


def test_a_seed_makes_the_same_figures_for_each_way_and_another_seed_others() -> None:
    for policy in POLICIES:
        job = Job("usual", policy)
        assert simulated(job, PLACE, 1, chance_for) == simulated(job, PLACE, 1, chance_for)
    assert simulated(Job("usual", "ours"), PLACE, 1, chance_for) != simulated(
        Job("usual", "ours"), PLACE, 2, chance_for
    )


def test_the_list_alone_invites_nobody_and_others_hold_the_cap_each_day_and_week() -> None:
    course, _ = lived(NONE)
    assert sum(course.record.invitations) == 0
    for policy in (OURS, POLICIES["recency"], PARTS["recency within our circles"]):
        course, members = lived(policy)
        assert sum(course.record.invitations) > 0
        for member in members:
            for day, invitations in Counter(member.days_invited).items():
                week = sum(day - 6 <= other <= day for other in member.days_invited)
                most = CAPS.per_day if member.daily_load is None else member.daily_load
                assert invitations <= most
                assert week <= (CAPS.per_week if member.daily_load is None else 5 * member.daily_load)


def test_nobody_is_asked_their_own_question_before_they_joined_or_outside_the_audience() -> None:
    course, members = lived(OURS)
    for question in course.record.questions:
        told = question.asked.told
        assert question.asked.asker not in question.invited | question.answerers
        for number in question.invited | question.answerers:
            assert members[number].joined <= question.until
            assert not told.professions or members[number].profession in told.professions
        assert question.first_answer is None or question.first_answer > question.asked.moment


def test_what_routing_is_told_is_at_times_wrong_and_never_says_who_may_answer_otherwise() -> None:
    members = populate(PLACE, USUAL, Random(1))
    asked = ask(replace(PLACE, watched_days=200), USUAL, members, Random(2))
    wrong = sum(question.told != question.about for question in asked) / len(asked)
    assert 0.10 < wrong < 0.18  # some of those drawn anew are the same again
    assert all(question.told.professions == question.about.professions for question in asked)


def test_topics_follow_their_rank_and_questions_the_hours_of_the_day() -> None:
    members = populate(PLACE, USUAL, Random(1))
    asked = ask(replace(PLACE, watched_days=200), USUAL, members, Random(2))
    times = Counter(question.about.topics[0] for question in asked)
    assert times[PLACE.topics[0]] > 1.5 * times[PLACE.topics[1]] > 2 * times[PLACE.topics[9]]
    assert set(times) <= set(TOPICS)
    clock = Clock(replace(PLACE, watched_days=200))
    hours = Counter(clock.wall(question.moment).hour for question in asked)
    assert hours[13] > 10 * hours[3]


def test_newcomers_join_in_the_days_that_are_watched_and_there_are_none_where_none_are_said() -> None:
    joined = [member.joined for member in populate(PLACE, USUAL, Random(1))]
    later = [moment for moment in joined if moment]
    assert 0.15 < len(later) / len(joined) < 0.35
    assert min(later) >= PLACE.before_days * DAY
    assert not any(member.joined for member in populate(PLACE, SCENARIOS["no newcomers"], Random(1)))


def test_invitations_tire_and_ignored_ones_more() -> None:
    _, members = lived(OURS)
    _, spared = lived(NONE)
    assert sum(member.fatigue for member in members) > sum(member.fatigue for member in spared) == 0
    assert USUAL.fatigue_ignored > USUAL.fatigue_answered > 0


def test_luck_is_the_same_for_the_same_person_and_question_and_even_over_many() -> None:
    assert luck(3, 4, 0, 1) == luck(3, 4, 0, 1)
    drawn = [luck(member, question, purpose, 1) for member in range(30) for question in range(30) for purpose in (0, 1)]
    assert len(set(drawn)) == len(drawn)
    assert sum(drawn) / len(drawn) == pytest.approx(0.5, abs=0.03)
    assert all(0 <= one < 1 for one in drawn)
    assert delay(6.0, 1.3, 0.5) == pytest.approx(6.0)
    assert 0 < delay(6.0, 1.3, 0.0) < 6.0 < delay(6.0, 1.3, 1.0)


def test_days_with_a_change_of_clocks_are_as_long_as_they_are() -> None:
    place = setting_of(days=91, people=120)
    lengths = {place.midnight(day + 1) - place.midnight(day) for day in range(place.days)}
    assert lengths == {24 * 60.0, 23 * 60.0}
    clock = Clock(place)
    assert all(clock.wall(place.midnight(day) + 1).hour == 0 for day in range(place.days))
    assert not clock.is_working(place.midnight(6) + 12 * 60)  # a Sunday noon
    assert clock.is_working(place.midnight(7) + 12 * 60)


def test_an_unanswered_question_is_slower_than_any() -> None:
    found = delays_of([1.0, 3.0, 9.0, float("inf")])
    assert (found.questions, found.answered, found.median, found.p90) == (4, 0.75, 9.0, None)
    assert delays_of([]).median is None


@pytest.mark.parametrize(
    ("amounts", "coefficient", "top"), [([1] * 100, 0.0, 0.01), ([0] * 99 + [5], 0.99, 1.0), ([], 0.0, 0.0)]
)
def test_load_is_even_or_on_one(amounts: list[int], coefficient: float, top: float) -> None:
    assert gini(amounts) == pytest.approx(coefficient)
    assert top_share(amounts) == top
    assert len(lorenz(amounts)) == 21


def test_every_assumption_has_its_words_and_its_source() -> None:
    assert {name for name, _, _ in SOURCES} == {field.name for field in fields(Behaviour)}
