"""The points of somebody for a question, and what is said of them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from bench.routing import WANTED, drawn

from tests.questions.routed import candidate, wanted
from toctoc.questions.rules.routing.fit import Circle, Fit, is_in
from toctoc.questions.rules.routing.score import WEIGHTS, score, totals
from toctoc.questions.rules.routing.words import TERM_WORDS, term_words, told_terms


def test_the_total_is_the_sum_of_terms_that_are_all_told() -> None:
    scored = score(candidate(7, specialty="dermatology", answered_recently=3.0), wanted())
    assert scored.actor_id == 7
    assert [term.name for term in scored.terms] == list(WEIGHTS) == list(TERM_WORDS)
    assert scored.total == pytest.approx(sum(term.value * term.weight for term in scored.terms))
    assert all(0 <= term.value <= 1 for term in scored.terms)


def test_the_quick_totals_of_many_are_those_of_each() -> None:
    chance = Random(3)
    people = [drawn(number, chance) for number in range(2_000)]
    expected = [score(person, WANTED).total for person in people]
    assert totals(people, WANTED, Fit(WANTED)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("better", "term"),
    [
        ({"specialty": "dermatology"}, "specialty"),
        ({"specialty": "dermatology"}, "topics"),
        ({"likeness": 4.0}, "likeness"),
        ({"answered_recently": 1.0}, "habit"),
        ({"last_answer_hours": 2.0}, "lately"),
        ({"reply_rate": 0.9}, "reply_rate"),
        ({"is_on_duty": True}, "duty"),
        ({"department": "29"}, "place"),
    ],
)
def test_each_reason_adds_points_by_its_name(better: dict[str, Any], term: str) -> None:
    asked = wanted(department="29")
    before, after = score(candidate(), asked), score(candidate(**better), asked)
    points = {found.name: found.points for found in after.terms}
    assert points[term] > {found.name: found.points for found in before.terms}[term]
    assert after.total > before.total


@pytest.mark.parametrize(
    "worse", [{"invited_today": 1, "invited_this_week": 1}, {"is_available": False}, {"languages": frozenset({"en"})}]
)
def test_what_was_asked_already_absence_and_another_language_take_points(worse: dict[str, Any]) -> None:
    assert score(candidate(**worse), wanted()).total < score(candidate(), wanted()).total


def test_the_place_counts_only_where_the_question_needs_one() -> None:
    assert score(candidate(department=""), wanted()).total == score(candidate(department="29"), wanted()).total


def test_only_terms_that_count_are_told_in_both_languages_without_gendered_endings() -> None:
    told = told_terms(score(candidate(is_on_duty=True, invited_this_week=9), wanted()).terms)
    assert {term.name for term in told} == {"duty", "reply_rate", "available", "language", "fatigue"}
    assert abs(told[0].points) == max(abs(term.points) for term in told)
    assert term_words(next(t for t in told if t.name == "duty"), "fr") == "Vous êtes de garde."
    assert term_words(next(t for t in told if t.name == "duty"), "en") == "You are on call."
    assert all(len(french.split()) <= 20 for french, _ in TERM_WORDS.values())


def test_each_circle_holds_the_nearer_ones_and_only_the_audience() -> None:
    fit = Fit(wanted(professions=frozenset({"doctor", "nurse"})))
    people = {
        "asked": candidate(specialty="dermatology"),
        "near": candidate(profession="nurse", specialty=""),  # wounds, as a dermatologist is
        "alike": candidate(specialty="cardiology", likeness=2.0),
        "colleague": candidate(specialty="cardiology"),
        "outside": candidate(profession="pharmacist", specialty="", likeness=5.0, is_on_duty=True),
    }
    reached = {circle: {name for name, c in people.items() if is_in(circle, c, fit)} for circle in Circle}
    assert reached[Circle.SPECIALTY] == {"asked"}
    assert reached[Circle.NEIGHBOURS] == {"asked", "near", "alike"}
    assert reached[Circle.PROFESSION] == {"asked", "near", "alike", "colleague"}
    assert reached[Circle.DUTY] == reached[Circle.PARTNERS] == set()


def test_a_question_without_topic_or_specialty_is_for_everybody_of_its_audience() -> None:
    fit = Fit(wanted(topics=(), specialties=(), professions=frozenset({"nurse"})))
    assert is_in(Circle.SPECIALTY, candidate(profession="nurse", specialty=""), fit)
    assert not is_in(Circle.SPECIALTY, candidate(), fit)
