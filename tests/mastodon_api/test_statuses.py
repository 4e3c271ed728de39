"""What apps post: for whom it is then, what the guard says of it, how it is repeated, changed and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import person, post_by, question_by
from tests.mastodon_api.caller import STRANGER, Answer, app_of
from tests.mastodon_api.entities import DeletedStatus, Status, StatusEdit, StatusSource, assert_is
from toctoc.community.models import Notification, Post, Reader
from toctoc.community.models.notification import NotificationKind
from toctoc.people.models import ActorChoices, Proof
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.proofs import withdraw_proof
from toctoc.questions.models import KnockWord, Question

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Account, Actor

UUID = "72162fdd-6014-4c39-a739-975877469abc"


def said(actor: Actor, **status: Any) -> Answer:
    return app_of(actor).post("v1/statuses", {"status": "Bonjour.", **status})


def post_of(answer: Answer) -> Post:
    assert answer.status == 200, answer.body
    assert_is(Status, answer.body)
    return Post.objects.get(pk=int(answer.body["id"]))


def test_a_status_is_posted_and_read(ruisseau: Actor) -> None:
    answer = said(ruisseau, status=f"i wish i was a #lumberjack {UUID}", visibility="public", language="hr")
    post = post_of(answer)
    assert (post.text, post.audience, post.language) == (f"i wish i was a #lumberjack {UUID}", "public", "hr")
    told = STRANGER.get(f"v1/statuses/{post.pk}").body
    assert_is(Status, told)
    assert told["tags"] == [{"name": "lumberjack", "url": "http://127.0.0.1:8000/mots/lumberjack"}]
    assert (told["sensitive"], told["spoiler_text"], told["poll"]) == (False, "", None)


@pytest.mark.parametrize(("visibility", "audience"), [("public", "public"), ("unlisted", "unlisted")])
def test_open_visibilities_are_what_they_say(avril: Actor, visibility: str, audience: str) -> None:
    answer = said(avril, visibility=visibility)
    assert post_of(answer).audience == audience
    assert answer.body["visibility"] == visibility


def test_a_private_status_is_for_the_closest_peers(ruisseau: Actor, avril: Actor) -> None:
    assert post_of(said(ruisseau, visibility="private")).audience == "professionals"
    answer = said(avril, visibility="private")
    assert (post_of(answer).audience, answer.body["visibility"]) == ("members", "private")


def test_a_private_status_is_for_those_its_author_chose(ruisseau: Actor) -> None:
    ActorChoices.objects.create(actor=ruisseau, default_audience="members", default_sensitive=True)
    for visibility in ("private", None):
        answer = said(ruisseau, visibility=visibility)
        assert (post_of(answer).audience, answer.body["sensitive"]) == ("members", True)
    assert said(ruisseau, sensitive=False).body["sensitive"] is False


def test_a_word_that_is_no_visibility_is_read_as_the_narrower(avril: Actor) -> None:
    assert post_of(said(avril, visibility="everybody")).audience == "members"


def test_a_direct_status_is_for_those_it_names(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    answer = said(ruisseau, status="Pour toi, @avril", visibility="direct")
    post = post_of(answer)
    assert (post.audience, answer.body["visibility"]) == ("named", "direct")
    assert answer.body["mentions"][0]["acct"] == "avril"
    assert app_of(avril).get(f"v1/statuses/{post.pk}").status == 200
    assert app_of(dehors).get(f"v1/statuses/{post.pk}").status == 404
    assert STRANGER.get(f"v1/statuses/{post.pk}").status == 404


def test_a_direct_status_that_names_nobody_is_for_its_author(ruisseau: Actor, avril: Actor) -> None:
    post = post_of(said(ruisseau, status="foo", visibility="direct"))
    assert list(Reader.objects.filter(post=post).values_list("word", flat=True)) == [f"actor:{ruisseau.pk}"]
    assert app_of(avril).get(f"v1/statuses/{post.pk}").status == 404
    assert not Notification.objects.exists()


def test_who_blocked_the_author_is_not_written_to_by_name(ruisseau: Actor, avril: Actor) -> None:
    block(blocker=avril, blocked=ruisseau)
    ruisseau.refresh_from_db()
    post = post_of(said(ruisseau, status="Pour @avril", visibility="direct"))
    assert list(Reader.objects.filter(post=post).values_list("word", flat=True)) == [f"actor:{ruisseau.pk}"]


def test_apps_that_know_this_place_name_the_audience(ruisseau: Actor, avril: Actor) -> None:
    assert post_of(said(ruisseau, toctoc={"audience": "profession:doctor"})).audience == "profession:doctor"
    assert said(avril, toctoc={"audience": "professionals"}).status == 403
    assert said(avril, toctoc={"audience": "group:12"}).status == 403
    assert said(avril, toctoc={"audience": "nimporte"}).status == 422


def test_a_reply_has_the_readers_of_what_it_answers(ruisseau: Actor, carrelet: Actor) -> None:
    closed = post_by(ruisseau, audience="members")
    for visibility in ("public", "unlisted", "private", None):
        reply = post_of(said(carrelet, in_reply_to_id=str(closed.pk), visibility=visibility))
        assert (reply.audience, reply.reply_to_id) == ("members", closed.pk)
    narrower = said(carrelet, in_reply_to_id=closed.pk, toctoc={"audience": "professionals"})
    assert post_of(narrower).audience == "professionals"


def test_a_reply_among_named_people_stays_there(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    first = said(ruisseau, status="Pour @avril", visibility="direct").body["id"]
    for visibility in ("direct", "private", "public"):
        reply = post_of(said(avril, in_reply_to_id=first, visibility=visibility))
        assert reply.audience == "named"
        assert app_of(ruisseau).get(f"v1/statuses/{reply.pk}").status == 200
        assert app_of(dehors).get(f"v1/statuses/{reply.pk}").status == 404


@pytest.mark.parametrize("aim", ["0", "12345", "nimporte", "9" * 40, "-1"])
def test_a_reply_to_what_is_not_there_is_missing(avril: Actor, aim: str) -> None:
    assert said(avril, in_reply_to_id=aim).status == 404


def test_a_reply_to_what_one_may_not_read_is_missing(ruisseau: Actor, avril: Actor) -> None:
    closed = post_by(ruisseau, audience="professionals")
    assert said(avril, in_reply_to_id=str(closed.pk)).status == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"status": ""},
        {"status": None},
        {"status": "a" * 5_001},
        {"status": "a", "media_ids": ["12345"]},
        {"status": "a", "media_ids": [str(n) for n in range(5_000)]},
        {"status": {"a": 1}},
        {"status": "a", "poll": {"options": ["une"], "expires_in": 3600}},
        {"status": "a", "poll": {"options": ["une", "deux"], "expires_in": -5}},
        {"status": "a", "poll": "x"},
        {"status": " ".join(f"@a{n}" for n in range(100))},
    ],
)
def test_junk_is_refused_in_words(avril: Actor, body: dict[str, Any]) -> None:
    answer = app_of(avril).post("v1/statuses", body)
    assert answer.status in {404, 422}
    assert not Post.objects.exists()


def test_the_guard_says_in_words_what_it_found(ruisseau: Actor) -> None:
    answer = said(ruisseau, status="Mme Durand a une fièvre ce matin.")
    assert answer.status == 422
    assert "Durand" in answer.body["error"]
    assert [(one["words"], one["kind"]) for one in answer.body["findings"]] == [("Durand", "name")]
    assert said(ruisseau, spoiler_text="Mme Durand").status == 422
    assert not Post.objects.exists()


def test_the_two_questions_are_asked_afterwards(ruisseau: Actor) -> None:
    told = "Patient de 45 ans vu ce matin pour une plaie du pied qui ne guérit pas."
    post_of(said(ruisseau, status=told, visibility="private"))
    assert Notification.objects.filter(recipient=ruisseau, kind=NotificationKind.CLOSING).count() == 1


def test_a_suspended_actor_posts_nothing(avril: Actor, vigie: Account) -> None:
    suspend(actor=avril)
    assert said(avril).status in {403, 422}
    assert not Post.objects.exists()


def test_a_word_of_the_place_opens_a_question(ruisseau: Actor) -> None:
    KnockWord.objects.get_or_create(word="#doctoctoc", defaults={"is_open": True, "topic": "dermatologie"})
    answer = said(ruisseau, status="Quel traitement pour cette plaie ? #doctoctoc", visibility="private")
    question = Question.objects.get(pk=post_of(answer).pk)
    assert answer.body["toctoc"]["kind"] == "question"
    assert answer.body["toctoc"]["question"]["state"] == question.state == "open"
    assert answer.body["content"].startswith("<p>Question · ")
    assert answer.body["card"]["title"].startswith("Question · ")


def test_an_answer_to_a_question_is_one(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    post_of(said(carrelet, in_reply_to_id=str(question.pk), visibility="public", status="Oui, arrêtez."))
    question.refresh_from_db()
    assert (question.answers_count, question.state) == (1, "answered")


def test_an_app_asks_with_topics(ruisseau: Actor) -> None:
    told = {"audience": "professionals", "topics": ["dermatologie"], "urgency": "today"}
    answer = said(ruisseau, status="Faut-il arrêter ?", toctoc=told)
    assert answer.body["toctoc"]["question"]["topics"] == ["dermatologie"]
    assert said(ruisseau, toctoc={**told, "topics": ["nimporte"]}).status == 422


def test_the_same_key_posts_once(avril: Actor) -> None:
    app = app_of(avril)
    first = app.post("v1/statuses", {"status": "une fois"}, Idempotency_Key="k1")
    again = app.post("v1/statuses", {"status": "une fois"}, Idempotency_Key="k1")
    assert first.body == again.body
    assert app.post("v1/statuses", {"status": "autre"}, Idempotency_Key="k1").status == 422
    assert Post.objects.count() == 1
    assert app.post("v1/statuses", {"status": ""}, Idempotency_Key="k2").status == 422
    assert app.post("v1/statuses", {"status": "là"}, Idempotency_Key="k2").status == 200


def test_a_key_repeats_nothing_to_who_may_not_read_it_any_more(ruisseau: Actor) -> None:
    app, told = app_of(ruisseau), {"status": "Entre nous.", "toctoc": {"audience": "professionals"}}
    assert app.post("v1/statuses", told, Idempotency_Key="k1").status == 200
    withdraw_proof(proof=Proof.objects.get(actor=ruisseau))
    answer = app.post("v1/statuses", told, Idempotency_Key="k1")
    assert answer.status == 422
    assert "content" not in answer.body


def test_a_form_says_the_same_as_json(avril: Actor) -> None:
    body = "status=Bonjour&visibility=unlisted&poll[options][]=a&poll[options][]=b&poll[expires_in]=3600&sensitive=on"
    answer = app_of(avril).form("POST", "v1/statuses", body)
    assert post_of(answer).audience == "unlisted"
    assert answer.body["sensitive"] is True
    assert [option["title"] for option in answer.body["poll"]["options"]] == ["a", "b"]


def test_a_quote_is_no_wider_than_what_it_quotes(ruisseau: Actor, avril: Actor) -> None:
    quoted = post_by(ruisseau, audience="members")
    answer = said(avril, visibility="public", quoted_status_id=str(quoted.pk))
    assert post_of(answer).audience == "members"
    assert answer.body["quote"]["state"] == "accepted"
    assert answer.body["quote"]["quoted_status"]["id"] == str(quoted.pk)
    assert said(avril, quoted_status_id="12345").status == 404
    assert [one["id"] for one in app_of(avril).get(f"v1/statuses/{quoted.pk}/quotes").body] == [answer.body["id"]]


def test_a_quote_that_is_not_for_one_leaves_no_trace_not_even_in_the_pages(ruisseau: Actor, avril: Actor) -> None:
    quoted = post_by(avril)
    shown = said(avril, quoted_status_id=str(quoted.pk), visibility="public")
    closed = said(ruisseau, quoted_status_id=str(quoted.pk), toctoc={"audience": "professionals"})
    assert post_of(closed).audience != "public"
    answer = app_of(avril).get(f"v1/statuses/{quoted.pk}/quotes")
    assert [one["id"] for one in answer.body] == [shown.body["id"]]
    assert closed.body["id"] not in answer.headers["Link"]


def test_a_status_is_edited_and_keeps_its_versions(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "Avant.")
    app = app_of(avril)
    answer = app.put(f"v1/statuses/{post.pk}", {"status": "Après.", "spoiler_text": "Attention", "sensitive": True})
    assert_is(Status, answer.body)
    assert (answer.body["content"], answer.body["spoiler_text"]) == ("<p>Après.</p>", "Attention")
    assert answer.body["edited_at"] is not None
    versions = STRANGER.get(f"v1/statuses/{post.pk}/history").body
    assert [assert_is(StatusEdit, one).content for one in versions] == ["<p>Avant.</p>", "<p>Après.</p>"]
    source = assert_is(StatusSource, app.get(f"v1/statuses/{post.pk}/source").body)
    assert (source.text, source.spoiler_text) == ("Après.", "Attention")
    assert app.put(f"v1/statuses/{post.pk}", {"status": "Mme Durand va mieux."}).status == 422
    assert app_of(dehors).put(f"v1/statuses/{post.pk}", {"status": "Volé."}).status == 404
    assert app.put("v1/statuses/12345", {"status": "Rien."}).status == 404


def test_an_edit_that_names_no_text_leaves_it(avril: Actor) -> None:
    post = post_by(avril, "Avant.")
    answer = app_of(avril).put(f"v1/statuses/{post.pk}", {"sensitive": True})
    assert (answer.body["content"], answer.body["sensitive"], answer.body["edited_at"]) == ("<p>Avant.</p>", True, None)


def test_a_deleted_status_comes_back_with_its_text(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril, "Avec **soin**.")
    assert app_of(dehors).delete(f"v1/statuses/{post.pk}").status == 404
    answer = app_of(avril).delete(f"v1/statuses/{post.pk}")
    assert assert_is(DeletedStatus, answer.body).text == "Avec **soin**."
    for _ in range(2):
        assert app_of(avril).get(f"v1/statuses/{post.pk}").status == 404
        assert app_of(avril).delete(f"v1/statuses/{post.pk}").status == 404


def test_posting_takes_a_bounded_number_of_statements(
    avril: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(avril)
    app.post("v1/statuses", {"status": "Un."})
    with django_assert_max_num_queries(60):
        assert app.post("v1/statuses", {"status": "Deux."}).status == 200


def test_a_policy_is_the_audience(avril: Actor) -> None:
    post = post_by(avril)
    app = app_of(avril)
    path = f"v1/statuses/{post.pk}/interaction_policy"
    assert app.put(path, {"quote_approval_policy": "public"}).status == 200
    assert app.put(path, {"quote_approval_policy": "nobody"}).status == 422
    assert app.post(f"v1/statuses/{post.pk}/quotes/12/revoke").status == 422
    assert app_of(person("autre")).put(path, {"quote_approval_policy": "public"}).status == 404
