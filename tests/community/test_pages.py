"""Writing, replying, editing and taking back, through the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import post_by, question_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Post, Revision
from toctoc.community.services import posts
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

TEXT = "Je cherche des retours sur les consultations du soir."
PAGES = ("", "/carte", "/versions", "/repondre", "/modifier", "/supprimer", "/utile", "/relayer", "/garder")
WRITES = ("repondre", "modifier", "supprimer", "utile", "relayer", "garder")


def compose(actor: Actor, **changes: str) -> Response:
    """Send the compose form."""
    typed = {"text": TEXT, "audience": "members", "cle": "k", **changes}
    return signed_in(actor).client.post("/messages/nouveau", typed)


def replied(post: Post, by: Actor, text: str = "Oui, chez nous.") -> Post:
    """Reply through the service."""
    return posts.reply(author=by, to=post, answer=posts.Answer(clear(text)))


def test_a_message_is_published_to_its_audience_in_its_voice(ruisseau: Actor) -> None:
    response = compose(ruisseau, voice="lived")
    post = Post.objects.get()
    assert response["Location"] == f"/messages/{post.pk}"
    assert (post.text, post.audience, post.voice) == (TEXT, "members", "lived")
    assert Client().get(f"/messages/{post.pk}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"text": ""}, 422, "Écrivez quelques mots"),
        ({"text": "x" * 50_000}, 422, "Raccourcissez-le"),
        ({"text": "Mon adresse : avril@exemple.test"}, 422, "[adresse retirée]"),
        ({"voice": "practice"}, 422, "demande une profession vérifiée"),
        ({"voice": "scientific"}, 422, "demande une profession vérifiée"),
        ({"audience": "professionals"}, 403, "Faites vérifier votre profession"),
        ({"audience": "profession:doctor"}, 403, "propre profession"),
        ({"audience": "mars"}, 422, "Cette audience"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    avril: Actor, changes: dict[str, str], status: int, sentence: str
) -> None:
    response = compose(avril, **changes)
    assert response.status_code == status
    assert sentence in words_of(response)
    assert changes.get("text", TEXT) in words_of(response)
    assert not Post.objects.exists()


def test_a_message_sent_twice_is_one(avril: Actor) -> None:
    assert compose(avril)["Location"] == compose(avril)["Location"]
    assert Post.objects.count() == 1


def test_thirty_messages_in_a_row_are_enough(avril: Actor) -> None:
    thread = post_by(avril)
    for _ in range(29):
        replied(thread, avril)
    response = compose(avril)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert TEXT in words_of(response)
    reply = signed_in(avril).client.post(f"/messages/{thread.pk}/repondre", {"text": TEXT})
    assert reply.status_code == 429
    assert Post.objects.count() == 30


def test_a_reply_stands_in_its_thread(avril: Actor, dehors: Actor) -> None:
    thread = post_by(avril)
    client = signed_in(dehors).client
    response = client.post(f"/messages/{thread.pk}/repondre", {"text": TEXT, "cle": "k"})
    said = Post.objects.get(text=TEXT)
    assert response["Location"] == f"/messages/{said.pk}"
    assert client.get(response["Location"])["Location"] == f"/messages/{thread.pk}#p{said.pk}"
    page = words_of(client.get(f"/messages/{thread.pk}"))
    assert TEXT in page
    assert "1 réponse" in page


def test_a_bad_reply_stays_in_the_form(avril: Actor) -> None:
    thread = post_by(avril)
    response = signed_in(avril).client.post(f"/messages/{thread.pk}/repondre", {"text": "Le 06 12 34 56 78"})
    assert response.status_code == 422
    assert "Le 06 12 34 56 78</textarea>" in words_of(response)
    assert Post.objects.count() == 1


def test_a_question_is_read_and_answered_on_the_page_of_its_room(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    client = signed_in(carrelet).client
    assert client.get(f"/messages/{question.pk}")["Location"] == f"/questions/{question.pk}"
    client.post(f"/messages/{question.pk}/repondre", {"text": TEXT}, follow=True)
    question.refresh_from_db()
    assert question.answers_count == 1


def test_an_edit_is_saved_with_its_versions(avril: Actor) -> None:
    post = post_by(avril, "Premier texte.")
    client = signed_in(avril).client
    assert 'name="revision" value="1"' in words_of(client.get(f"/messages/{post.pk}/modifier"))
    response = client.post(f"/messages/{post.pk}/modifier", {"text": "Second texte.", "revision": "1"})
    assert response["Location"] == f"/messages/{post.pk}"
    page = words_of(Client().get(f"/messages/{post.pk}/versions"))
    assert "Premier texte." in page
    assert "Second texte." in page


def test_a_stale_edit_shows_both_texts_and_can_then_be_saved(avril: Actor) -> None:
    post = post_by(avril, "Premier texte.")
    client = signed_in(avril).client
    address = f"/messages/{post.pk}/modifier"
    client.post(address, {"text": "De l’autre onglet.", "revision": "1"})
    response = client.post(address, {"text": "De cet onglet.", "revision": "1"})
    assert response.status_code == 409
    page = words_of(response)
    assert "De l’autre onglet." in page
    assert "De cet onglet.</textarea>" in page
    assert 'name="revision" value="2"' in page
    post.refresh_from_db()
    assert post.text == "De l’autre onglet."
    assert client.post(address, {"text": "De cet onglet.", "revision": "2"}).status_code == 302


@pytest.mark.parametrize("revision", ["", "zéro", "-1", "99"])
def test_an_edit_that_names_no_true_revision_changes_nothing(avril: Actor, revision: str) -> None:
    post = post_by(avril, "Premier texte.")
    response = signed_in(avril).client.post(
        f"/messages/{post.pk}/modifier", {"text": "Autre texte.", "revision": revision}
    )
    assert response.status_code in {409, 422}
    assert "Autre texte.</textarea>" in words_of(response)
    assert not Revision.objects.exists()


def test_a_message_is_taken_back_once_confirmed(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "À retirer.")
    said = replied(post, dehors)
    client = signed_in(avril).client
    address = f"/messages/{post.pk}/supprimer"
    assert "Retirer ce message" in words_of(client.get(address))
    assert Post.objects.get(pk=post.pk).text == "À retirer."
    assert client.post(address, {"cle": "k"})["Location"] == "/"
    assert Post.objects.get(pk=post.pk).text == ""
    page = words_of(client.get(f"/messages/{post.pk}"))
    assert "Ce message n’est plus là." in page
    assert f'id="p{said.pk}"' in page
    assert "on ne répond plus ici" in page


def test_a_thread_of_which_nothing_is_left_is_gone(avril: Actor) -> None:
    post = post_by(avril)
    posts.delete(deleter=avril, post=post)
    assert signed_in(avril).client.get(f"/messages/{post.pk}").status_code == 404


@pytest.mark.parametrize("page", ["modifier", "supprimer"])
def test_nobody_edits_or_takes_back_what_is_not_theirs(avril: Actor, dehors: Actor, page: str) -> None:
    post = post_by(avril, "Le mien.")
    client = signed_in(dehors).client
    assert client.get(f"/messages/{post.pk}/{page}").status_code == 404
    assert client.post(f"/messages/{post.pk}/{page}", {"text": "Le tien.", "revision": "1"}).status_code == 404
    assert Post.objects.get().text == "Le mien."


@pytest.mark.parametrize("page", PAGES)
def test_an_outsider_finds_nothing_at_any_address_of_a_closed_thread(ruisseau: Actor, dehors: Actor, page: str) -> None:
    post = post_by(ruisseau, "Entre nous.", "professionals")
    said = replied(post, ruisseau, "Toujours entre nous.")
    client = signed_in(dehors).client
    for known in (post.pk, said.pk):
        send = client.post if page.strip("/") in WRITES else client.get
        response, missing = send(f"/messages/{known}{page}"), send(f"/messages/1{page}")
        assert (response.status_code, missing.status_code) == (404, 404)
        assert "Entre nous" not in words_of(response)
    assert Post.objects.get(pk=post.pk).favourites_count == 0


@pytest.mark.parametrize("page", WRITES)
def test_a_stranger_writes_nothing(avril: Actor, page: str) -> None:
    post = post_by(avril, "À tous.")
    response = Client().post(f"/messages/{post.pk}/{page}", {"text": "Intrus.", "revision": "1"})
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert Post.objects.get().text == "À tous."


def test_a_wrong_csrf_token_writes_nothing(avril: Actor) -> None:
    client = Client(enforce_csrf_checks=True)
    assert avril.account is not None
    client.force_login(avril.account, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"text": TEXT, "audience": "public", "csrfmiddlewaretoken": "faux"}
    assert client.post("/messages/nouveau", typed).status_code == 403
    assert not Post.objects.exists()


def test_an_id_larger_than_any_is_not_found(avril: Actor) -> None:
    client = signed_in(avril).client
    for page in ("", "/carte", "/versions", "/modifier"):
        assert client.get(f"/messages/{10**30}{page}").status_code == 404
    assert client.get(f"/questions/{10**30}").status_code == 404


def test_a_thread_asks_the_same_number_of_statements_whatever_its_length(avril: Actor, dehors: Actor) -> None:
    thread = post_by(avril)
    client = signed_in(avril).client
    counts = []
    for more in (1, 12):
        for _ in range(more):
            replied(thread, dehors)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/messages/{thread.pk}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
