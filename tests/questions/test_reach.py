"""Where places are few, the little known are seen at least as much as stars."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.config.test_world import UNTIL, VILLAGE
from tests.conftest import eyes_of, person, question_by, signed_in
from tests.pages import words_of
from toctoc.config.world import in_bulk
from toctoc.config.world.making import make_planned, plan_of
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.questions.queries.lists import knocking_for
from toctoc.questions.rules.reach import LITTLE_KNOWN, Waiting, in_turn
from toctoc.website.web.home import MOST_WAITING

waiting = some.lists(
    some.builds(Waiting, some.integers(1, 10**6), some.integers(1, 8), some.just(0)),
    max_size=100,
    unique_by=lambda one: one.question_id,
).map(lambda rows: [Waiting(one.question_id, one.asker_id, one.asker_id * 4) for one in rows])


@given(waiting)
def test_everybody_has_a_place_before_anybody_has_two(rows: list[Waiting]) -> None:
    order = in_turn(rows)
    assert sorted(order) == sorted(one.question_id for one in rows)
    asker = {one.question_id: one.asker_id for one in rows}
    askers = len(set(asker.values()))
    assert len({asker[question_id] for question_id in order[:askers]}) == askers


@given(waiting, some.integers(1, 10))
def test_of_the_first_places_the_little_known_have_half_while_they_ask(rows: list[Waiting], places: int) -> None:
    askers = {one.asker_id: one.is_of_little_known for one in rows}
    known = {one.question_id: not one.is_of_little_known for one in rows}
    shown = Counter(known[question_id] for question_id in in_turn(rows)[: min(places, len(askers))])
    little_known = sum(askers.values())
    assert shown[False] >= min(little_known, shown[True])


def test_one_asker_keeps_its_newest_question_and_the_order_of_the_list() -> None:
    rows = [Waiting(9, 1, 500), Waiting(8, 1, 500), Waiting(7, 2, 0), Waiting(6, 3, 40), Waiting(5, 4, 2)]
    assert in_turn(rows) == [7, 9, 5, 6, 8]


def test_a_newcomer_stands_on_the_home_page_before_a_star_who_asks_a_lot(carrelet: Actor) -> None:
    newcomer, star = person("nouvelle", "doctor", proved=True), person("vedette", "doctor", proved=True)
    Actor.objects.filter(pk=star.pk).update(followers_count=800)
    first = question_by(newcomer, "Je débute : que faites-vous ?")
    for number in range(MOST_WAITING + 2):
        question_by(star, f"Question {number} de la semaine ?")
    page = words_of(signed_in(carrelet).client.get("/"))
    assert f'data-waiting="{first.pk}"' in page
    assert page.count("data-waiting=") == MOST_WAITING


@pytest.mark.django_db
def test_on_the_demonstration_world_the_little_known_reach_as_many_peers_as_stars() -> None:
    make_planned(plan_of(replace(VILLAGE, follows=900), 4, UNTIL), in_bulk.perform)
    with clock.at(UNTIL):
        peers = list(Actor.objects.exclude(proved_profession="").filter(kind="person"))
        by_fame = sorted((one for one in peers if one.proved_profession == "doctor"), key=lambda a: a.followers_count)
        newcomers, stars = by_fame[:4], by_fame[-4:]
        assert stars[0].followers_count >= LITTLE_KNOWN > newcomers[-1].followers_count
    # Newcomers ask once, then stars ask again and again: newest first, nobody would see the former.
    for number, asker in enumerate([*newcomers, *(star for star in stars for _ in range(4))]):
        with clock.at(UNTIL + timedelta(minutes=number)):
            question_by(asker, f"Une question, numéro {number} ?")
    with clock.at(UNTIL + timedelta(hours=1)):
        lists = [knocking_for(peer, eyes_of(peer)) for peer in peers]
    crowded = [rows for rows in lists if len(rows) > MOST_WAITING]
    assert len(crowded) >= 10, "the rule matters where questions compete"
    shown = [set(in_turn(rows)[:MOST_WAITING]) for rows in crowded]
    reach = {
        name: mean(_reach(asker, crowded, shown) for asker in askers)
        for name, askers in (("newcomers", newcomers), ("stars", stars))
    }
    newest_first = [{one.question_id for one in rows[:MOST_WAITING]} for rows in crowded]
    before = mean(_reach(asker, crowded, newest_first) for asker in newcomers)
    assert reach["newcomers"] >= reach["stars"] > 0
    assert before < reach["newcomers"], "newest first would have shown them less"


def _reach(asker: Actor, lists: list[list[Waiting]], shown: list[set[int]]) -> float:
    """Return the share of those for whom a question of the asker waits who see one on their home page."""
    mine = [{one.question_id for one in rows if one.asker_id == asker.pk} for rows in lists]
    waits = [(own, seen) for own, seen in zip(mine, shown, strict=True) if own]
    return mean(bool(own & seen) for own, seen in waits) if waits else 0.0
