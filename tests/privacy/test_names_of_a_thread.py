"""A name found once in a thread is found in what comes after it: replies, answers, edits, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import post_by, question_by, signed_in
from tests.conversations.talking import friends, said
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.privacy.models import Assured
from toctoc.privacy.services import clear
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from toctoc.people.models import Actor

NAMED = "Avis sur la toux de Mme Kerdoncuff ?"
AGAIN = "Je pense que kerdoncuff va mieux ce matin."
pytestmark = pytest.mark.django_db


def test_alone_the_words_say_nothing() -> None:
    assert clear_speech(AGAIN).text == AGAIN


def test_a_reply_by_each_door(ruisseau: Actor, carrelet: Actor) -> None:
    thread = post_by(ruisseau, NAMED)
    client = signed_in(carrelet).client
    address = f"/messages/{thread.pk}/repondre"
    page = client.post(address, {"text": AGAIN, "cle": "r"})
    assert (page.status_code, "[nom]" in page.content.decode()) == (422, True)
    masked = client.post(address, {"text": AGAIN, "masquer": "tout", "cle": "r"})
    assert masked.context["form"]["text"].value() == "Je pense que [nom] va mieux ce matin."
    answer = caller(carrelet).post("/posts", {"text": AGAIN, "reply_to": str(thread.pk)})
    assert (answer.status, answer.body["findings"][0]["words"]) == (422, "kerdoncuff")
    assert Post.objects.count() == 1


def test_an_edit_knows_what_the_post_said_before(ruisseau: Actor) -> None:
    post = post_by(ruisseau, NAMED)
    posts.edit(editor=ruisseau, post=post, text=clear("Avis sur une toux ?"), revision=1)
    typed = {"text": AGAIN, "revision": "2", "cle": "e"}
    assert signed_in(ruisseau).client.post(f"/messages/{post.pk}/modifier", typed).status_code == 422
    assert caller(ruisseau).send("put", f"/posts/{post.pk}", {"text": AGAIN, "revision": 2}).status == 422


def test_an_answer_and_an_outcome(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau, NAMED)
    answered = signed_in(carrelet).client.post(f"/questions/{question.pk}/repondre", {"text": AGAIN, "cle": "a"})
    assert answered.status_code == 422
    typed = {"state": "closed", "outcome": AGAIN, "cle": "o"}
    assert signed_in(ruisseau).client.post(f"/questions/{question.pk}/etat", typed).status_code == 422


def test_a_message_in_a_conversation(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    talk = said(ruisseau, carrelet, text=NAMED).conversation_id
    client = signed_in(carrelet).client
    assert client.post(f"/conversations/{talk}/ecrire", {"text": AGAIN, "cle": "c"}).status_code == 422
    assert caller(carrelet).post(f"/conversations/{talk}/messages", {"text": AGAIN}).status == 422


def test_a_name_of_a_thread_that_one_may_not_read_is_not_told(ruisseau: Actor, avril: Actor) -> None:
    post_by(ruisseau, NAMED, "professionals")
    open_thread = post_by(ruisseau, "Bonjour à tous.")
    answer = caller(avril).post("/posts", {"text": AGAIN, "reply_to": str(open_thread.pk)})
    assert answer.status == 201


def test_only_words_of_ours_are_kept_of_an_assurance(avril: Actor) -> None:
    body = {
        "text": "Bonjour à tous.",
        "audience": {"kind": "public"},
        "assurance": {
            "read": ["Mme Kerdoncuff", "consultation"],
            "kept": [{"words": "x", "kind": "Kerdoncuff", "reason": "public"}],
        },
    }
    assert caller(avril).post("/posts", body).status == 201
    kept = Assured.objects.get()
    assert (kept.read, kept.kept) == (["consultation"], [])
