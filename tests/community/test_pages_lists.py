"""Gestures, cards, notifications, bookmarks and hashtags, through the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, post_by, question_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Bookmark, Favourite, Notification
from toctoc.community.services import gestures, posts
from toctoc.kernel import clock
from toctoc.people.models import Proof
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Account, Actor


def replied(post: Post, by: Actor, text: str = "Oui, chez nous.") -> Post:
    """Reply through the service."""
    return posts.reply(author=by, to=post, answer=posts.Answer(clear(text)))


def test_a_gesture_goes_back_to_where_it_was_made_and_undoes_itself(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril)
    client = signed_in(dehors).client
    headers = {"Referer": "http://testserver/decouvrir#haut"}
    for expected in (1, 0):
        response = client.post(f"/messages/{post.pk}/utile", headers=headers)
        assert response["Location"] == f"http://testserver/decouvrir#p{post.pk}"
        post.refresh_from_db()
        assert (post.favourites_count, Favourite.objects.count()) == (expected, expected)


def test_a_gesture_never_sends_to_another_host(avril: Actor) -> None:
    post = post_by(avril)
    response = signed_in(avril).client.post(
        f"/messages/{post.pk}/garder", headers={"Referer": "https://ailleurs.test/piege"}
    )
    assert response["Location"] == f"/messages/{post.pk}#p{post.pk}"
    assert Bookmark.objects.count() == 1


def test_a_script_gets_the_card_again(avril: Actor) -> None:
    post = post_by(avril)
    response = signed_in(avril).client.post(f"/messages/{post.pk}/garder", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert words_of(response).startswith("<article")
    assert "Gardé" in words_of(response)


def test_a_card_is_for_those_who_may_read_it(ruisseau: Actor, dehors: Actor) -> None:
    question = question_by(ruisseau, "Une seule carte ?")
    assert "Une seule carte" in words_of(signed_in(ruisseau).client.get(f"/messages/{question.pk}/carte"))
    assert signed_in(dehors).client.get(f"/messages/{question.pk}/carte").status_code == 404
    assert Client().get(f"/messages/{question.pk}/carte").status_code == 404


def test_what_is_kept_is_listed_for_its_keeper_alone(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "À relire.")
    gestures.keep(actor=dehors, post=post)
    assert "À relire." in words_of(signed_in(dehors).client.get("/gardes"))
    empty = words_of(signed_in(avril).client.get("/gardes"))
    assert "À relire." not in empty
    assert "Rien ici pour l’instant" in empty


def test_what_is_kept_and_no_longer_readable_is_not_shown(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    gestures.keep(actor=carrelet, post=post_by(ruisseau, "Entre nous.", "professionals"))
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    assert "Entre nous." not in words_of(signed_in(carrelet).client.get("/gardes"))


def test_a_hashtag_lists_what_the_reader_may_read(ruisseau: Actor) -> None:
    post_by(ruisseau, "Le soir #Garde")
    post_by(ruisseau, "Entre nous #garde", "professionals")
    assert words_of(signed_in(ruisseau).client.get("/mots/garde")).count("<article") == 2
    page = words_of(Client().get("/mots/GARDE"))
    assert "Le soir" in page
    assert "Entre nous" not in page


@pytest.mark.django_db
def test_an_unknown_hashtag_says_what_to_do() -> None:
    assert "Voir les derniers fils" in words_of(Client().get("/mots/inconnu"))


@pytest.mark.django_db
def test_a_hashtag_with_a_control_character_is_not_found() -> None:
    assert Client().get("/mots/a%00b").status_code == 404


def test_notifications_stand_under_their_day(avril: Actor, dehors: Actor) -> None:
    with clock.at(clock.now() - timedelta(days=2)):
        thread = post_by(avril)
        replied(thread, dehors, "Avant-hier.")
    replied(thread, dehors, "Tout à l’heure.")
    page = words_of(signed_in(avril).client.get("/avis"))
    assert page.count('<section class="day"') == 2
    assert page.index("Tout à l’heure.") < page.index("Avant-hier.")
    assert "vous répond" in page


def test_reading_the_page_marks_nothing_and_the_button_marks_what_was_shown(avril: Actor, dehors: Actor) -> None:
    thread = post_by(avril)
    replied(thread, dehors)
    client = signed_in(avril).client
    shown = Notification.objects.get()
    client.get("/avis")
    assert Notification.objects.filter(read_at=None).count() == 1
    replied(thread, dehors, "Arrivée depuis.")
    client.post("/avis", {"jusqua": str(shown.pk)})
    assert Notification.objects.get(read_at=None).pk > shown.pk


@pytest.mark.parametrize("up_to", ["", "tout", "-5", "9" * 40, "²"])
def test_a_mark_that_names_nothing_true_does_not_fail(avril: Actor, up_to: str) -> None:
    assert signed_in(avril).client.post("/avis", {"jusqua": up_to}).status_code == 302


def test_a_notification_quotes_nothing_the_reader_may_no_longer_read(
    ruisseau: Actor, carrelet: Actor, vigie: Account
) -> None:
    said = replied(post_by(carrelet, "Entre nous.", "professionals"), ruisseau, "Avis réservé.")
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    page = words_of(signed_in(carrelet).client.get("/avis"))
    assert "vous répond" in page
    assert "Avis réservé." not in page
    assert str(said.pk) not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/avis", "/gardes", "/messages/nouveau"])
def test_pages_of_ones_own_ask_a_stranger_to_sign_in(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_an_empty_list_of_notifications_teaches(db: None) -> None:
    assert "Vous saurez ici qui vous répond" in words_of(signed_in(person("neuve")).client.get("/avis"))


@pytest.mark.parametrize("path", ["/avis", "/gardes", "/mots/garde"])
def test_a_list_asks_the_same_number_of_statements_whatever_its_length(avril: Actor, dehors: Actor, path: str) -> None:
    thread = post_by(avril)
    client = signed_in(avril).client
    counts = []
    for more in (1, 12):
        for _ in range(more):
            gestures.keep(actor=avril, post=replied(thread, dehors, "Encore #garde"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
