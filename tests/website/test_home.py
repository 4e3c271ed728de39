from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.conftest import eyes_of, post_by, question_by, signed_in
from toctoc.kernel import clock
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear
from toctoc.questions.queries.lists import weekly_figures
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from django.test import Client

    from tests.pages import Response
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def shown(page: Response) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_a_stranger_is_told_what_toctoc_is_and_reads_public_questions(client: Client, ruisseau: Actor) -> None:
    question_by(ruisseau, "Une question pour tous ?", audience="public")
    question_by(ruisseau, "Une question entre nous ?", audience="professionals")
    html = shown(client.get("/"))
    assert "Vous frappez, un pair répond." in html
    assert "Une question pour tous" in html
    assert "Une question entre nous" not in html
    assert 'href="/compte/signup/"' in html
    assert 'href="/compte/login/"' in html


def test_a_professional_sees_what_waits_for_it_first(ruisseau: Actor, carrelet: Actor) -> None:
    question_by(ruisseau, "Faut-il arrêter ?")
    html = shown(signed_in(carrelet).client.get("/"))
    assert "<h1>Un confrère frappe.</h1>" in html
    assert "Faut-il arrêter" in html
    assert "/passer" in html


def test_several_questions_are_counted_in_words_and_only_five_are_shown(ruisseau: Actor, carrelet: Actor) -> None:
    for number in range(7):
        question_by(ruisseau, f"Question numéro {number} ?")
    html = shown(signed_in(carrelet).client.get("/"))
    assert "<h1>Sept confrères frappent.</h1>" in html
    assert html.count("data-waiting=") == 5
    assert "2 autres questions vous attendent" in html


def test_a_declared_profession_opens_no_door(ruisseau: Actor, dehors: Actor) -> None:
    question_by(ruisseau, "Faut-il arrêter ?")
    html = shown(signed_in(dehors).client.get("/"))
    assert "Aucune question n’attend votre réponse." in html
    assert "Faut-il arrêter" not in html


def test_the_stream_holds_what_followed_people_write_and_ends(avril: Actor, ruisseau: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    post_by(ruisseau, "Les gants en taille M sont revenus.")
    html = shown(signed_in(avril).client.get("/"))
    assert "Les gants en taille M" in html
    assert "Vous êtes à jour." in html


def test_a_question_that_waits_is_not_shown_twice(ruisseau: Actor, carrelet: Actor) -> None:
    follow(follower=carrelet, followee=ruisseau)
    question = question_by(ruisseau)
    html = shown(signed_in(carrelet).client.get("/"))
    assert html.count(f'id="p{question.pk}"') == 1


def test_the_stream_is_paged_by_key(avril: Actor, ruisseau: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    written = [post_by(ruisseau, f"Message {number}.") for number in range(23)]
    browser = signed_in(avril).client
    first = shown(browser.get("/"))
    assert f"?avant={written[3].pk}" in first
    second = shown(browser.get(f"/?avant={written[3].pk}"))
    assert second.count("<article") == 3
    assert "data-live=" not in second


def test_an_empty_stream_says_what_to_do(avril: Actor) -> None:
    html = shown(signed_in(avril).client.get("/"))
    assert 'href="/decouvrir"' in html
    assert "Votre fil montre ce qu’écrivent" in html


def test_a_page_number_that_is_not_one_is_refused(avril: Actor) -> None:
    page = signed_in(avril).client.get("/?avant=hier")
    assert page.status_code == 422
    assert "Ce numéro de page n’existe pas." in page.content.decode()


def test_discovery_shows_what_the_reader_may_read(ruisseau: Actor, dehors: Actor, plumier: Actor) -> None:
    question_by(ruisseau, "Une question entre nous ?")
    post_by(ruisseau, "Un message pour tous.")
    inside = shown(signed_in(plumier).client.get("/decouvrir"))
    outside = shown(signed_in(dehors).client.get("/decouvrir"))
    assert "Une question entre nous" in inside
    assert "Une question entre nous" not in outside
    assert "Un message pour tous." in outside


@pytest.fixture
def a_week(ruisseau: Actor, carrelet: Actor) -> Viewer:
    now = clock.now()
    with clock.at(now - timedelta(days=9)):
        question_by(ruisseau)  # too old to count
    for waited in (None, 10, 30):
        with clock.at(now - timedelta(hours=5)):
            question = question_by(ruisseau)
        if waited is not None:
            with clock.at(now - timedelta(hours=5) + timedelta(minutes=waited)):
                answer(answerer=carrelet, question=question, to=question.post, text=clear("Je poursuis."))
    return eyes_of(carrelet)


def test_the_figures_of_the_week_are_counted_from_questions(a_week: Viewer) -> None:
    figures = weekly_figures(a_week)
    assert (figures.asked, figures.answered_percent, figures.first_answer_minutes) == (3, 66, 20)


def test_the_figures_of_the_week_count_nothing_the_reader_may_not_read(a_week: Viewer, dehors: Actor) -> None:
    figures = weekly_figures(eyes_of(dehors))
    assert (figures.asked, figures.answered_percent, figures.first_answer_minutes) == (0, None, None)


def test_home_costs_the_same_however_much_was_written(
    ruisseau: Actor, avril: Actor, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    follow(follower=avril, followee=ruisseau)
    for number in range(25):
        post_by(ruisseau, f"Message {number}.")
    browser = signed_in(avril).client
    browser.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        browser.get("/")
