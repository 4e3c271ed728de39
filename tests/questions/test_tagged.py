"""A hashtag of the place or a mention of its bot makes a question of a message, by every door, and can be undone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from tests.config.api_caller import caller
from tests.conftest import eyes_of, post_by, signed_in
from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.services import posts
from toctoc.privacy.services import clear
from toctoc.questions.models import KnockWord, Opening, Question
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.services.questions import answer
from toctoc.questions.services.tagged import open_if_it_knocks

if TYPE_CHECKING:
    from toctoc.people.models import Actor

TEXT = "Un eczéma qui résiste aux dermocorticoïdes, que proposez-vous ? #DocTocToc #dermatologie"


@pytest.fixture(autouse=True)
def _words(db: None) -> None:
    """Let the words of the migration open questions: these tables are made without migrations."""
    import_module("toctoc.questions.migrations.0006_ways_in_and_out").seed(apps, None)


def topics_of(post: Post) -> list[str]:
    return list(Question.objects.get(pk=post.pk).topics.order_by("id").values_list("topic", flat=True))


def test_the_historic_hashtags_and_the_bot_knock_from_the_start() -> None:
    assert set(KnockWord.objects.values_list("word", "profession")) == {
        ("#doctoctoc", "doctor"),
        ("#pharmatoctoc", "pharmacist"),
        ("@toctoc", ""),
    }


@pytest.mark.parametrize("audience", ["public", "members", "professionals", "profession:doctor"])
def test_a_hashtag_opens_a_question_for_the_same_audience(ruisseau: Actor, audience: str) -> None:
    post = post_by(ruisseau, TEXT, audience)
    question = Question.objects.get(pk=post.pk)
    post.refresh_from_db()
    assert (post.kind, question.asker_id) == (PostKind.QUESTION, ruisseau.pk)
    assert (question.audience, post.audience) == (audience, audience)
    assert "dermatologie" in topics_of(post)


def test_its_author_is_told_how_to_undo_it(ruisseau: Actor) -> None:
    post = post_by(ruisseau, TEXT)
    told = Notification.objects.get(recipient=ruisseau, kind=NotificationKind.OPENED)
    assert told.address == f"/questions/{post.pk}/ouverte"
    browser = signed_in(ruisseau).client
    assert "En refaire un simple message" in browser.get(told.address).content.decode()
    assert browser.post(told.address).status_code == 302
    post.refresh_from_db()
    assert post.kind == PostKind.POST
    assert not Question.objects.filter(pk=post.pk).exists()
    assert browser.get(f"/messages/{post.pk}").status_code == 200
    # A second press, or an edit, opens nothing again.
    assert browser.post(told.address).status_code == 404
    posts.edit(editor=ruisseau, post=post, text=clear(f"{TEXT} Merci."), revision=1)
    assert not Question.objects.filter(pk=post.pk).exists()


def test_an_outsider_undoes_nothing_and_learns_nothing(ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau, TEXT)
    other = signed_in(carrelet).client
    assert other.get(f"/questions/{post.pk}/ouverte").status_code == 404
    assert other.post(f"/questions/{post.pk}/ouverte").status_code == 404
    assert Question.objects.filter(pk=post.pk).exists()


def test_an_answered_question_stays_one(ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau, TEXT)
    question = visible_question(eyes_of(carrelet), post.pk)
    answer(answerer=carrelet, question=question, to=question.post, text=clear("Pensez au tacrolimus."))
    refused = signed_in(ruisseau).client.post(f"/questions/{post.pk}/ouverte")
    assert refused.status_code == 403
    assert Question.objects.filter(pk=post.pk).exists()


def test_only_those_who_proved_its_profession_knock_with_a_hashtag(plumier: Actor, dehors: Actor, avril: Actor) -> None:
    for actor in (plumier, dehors, avril):
        assert not Question.objects.filter(pk=post_by(actor, TEXT).pk).exists()
    assert Question.objects.filter(pk=post_by(avril, "@toctoc Peut-on voyager avec un plâtre ?").pk).exists()
    assert Question.objects.filter(pk=post_by(plumier, "Rupture partout ? #PharmaTocToc").pk).exists()


def test_what_asks_nothing_or_answers_somebody_is_no_question(ruisseau: Actor, carrelet: Actor) -> None:
    assert not Question.objects.filter(pk=post_by(ruisseau, "Merci à tous, vive le #DocTocToc.").pk).exists()
    thread = post_by(carrelet, "Bonjour.")
    reply = posts.reply(author=ruisseau, to=thread, answer=posts.Answer(clear(TEXT)))
    assert not Question.objects.filter(pk=reply.pk).exists()
    named = posts.Draft(clear(TEXT), "named", named=(carrelet,))
    assert not Question.objects.filter(pk=posts.write(author=ruisseau, draft=named).pk).exists()


def test_a_question_mark_that_an_edit_adds_opens_it_while_nobody_replied(ruisseau: Actor, carrelet: Actor) -> None:
    alone = post_by(ruisseau, "Eczéma résistant #DocTocToc.")
    posts.edit(editor=ruisseau, post=alone, text=clear("Eczéma résistant, que faire ? #DocTocToc"), revision=1)
    assert Question.objects.filter(pk=alone.pk).exists()
    replied = post_by(ruisseau, "Eczéma résistant #DocTocToc.")
    posts.reply(author=carrelet, to=replied, answer=posts.Answer(clear("Oui.")))
    posts.edit(editor=ruisseau, post=replied, text=clear("Eczéma résistant, que faire ? #DocTocToc"), revision=1)
    assert not Question.objects.filter(pk=replied.pk).exists()


def test_opening_twice_opens_once(ruisseau: Actor) -> None:
    post = post_by(ruisseau, TEXT)
    assert open_if_it_knocks(post=Post.objects.get(pk=post.pk)) is None
    Post.objects.filter(pk=post.pk).update(kind=PostKind.POST)
    assert open_if_it_knocks(post=Post.objects.get(pk=post.pk)) is None
    assert Opening.objects.count() == 1


def test_a_closed_word_opens_nothing(ruisseau: Actor) -> None:
    KnockWord.objects.filter(word="#doctoctoc").update(is_open=False)
    assert not Question.objects.filter(pk=post_by(ruisseau, TEXT).pk).exists()


def test_the_json_api_and_the_page_open_the_same_question(ruisseau: Actor) -> None:
    said = caller(ruisseau).post("/posts", {"text": TEXT, "audience": {"kind": "professionals"}})
    assert said.status == 201
    assert Question.objects.filter(pk=said.body["id"]).exists()
    sent = {"text": TEXT.replace("eczéma", "psoriasis"), "audience": "professionals"}
    page = signed_in(ruisseau).client.post("/messages/nouveau", sent, follow=True)
    assert page.status_code == 200
    asked = Question.objects.exclude(pk=said.body["id"]).get()
    # The form knows of a message; the address it leads to shows the question.
    assert page.redirect_chain[-1][0] == f"/questions/{asked.pk}"
