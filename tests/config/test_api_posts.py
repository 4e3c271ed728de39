"""Saying something through our API, and reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import STRANGER, caller
from tests.conftest import post_by, question_by
from toctoc.community.models import Post
from toctoc.people.services import tokens
from toctoc.people.services.actors import suspend
from toctoc.people.services.tokens import revoke_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PUBLIC = {"text": "Bonjour à tous.", "audience": {"kind": "public"}}
EMAIL = "Écrivez à 👩‍⚕️ anne.dupre@exemple.test merci"


def test_a_post_said_is_answered_with_its_absolute_address_and_read_by_a_stranger(avril: Actor) -> None:
    said = caller(avril).post("/posts", PUBLIC)
    assert said.status == 201
    assert said.body == {
        "id": said.body["id"],
        "url": f"http://127.0.0.1:8000/messages/{said.body['id']}",
        "text": "Bonjour à tous.",
        "audience": {"kind": "public"},
        "voice": "lived",
    }
    read = STRANGER.get(f"/posts/{said.body['id']}")
    assert (read.status, read.body["text"], read.body["revision"]) == (200, "Bonjour à tous.", 1)
    assert read.body["author"]["handle"] == "avril"


def test_a_post_for_one_profession_names_it_and_stays_within_it(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    audience = {"kind": "profession", "professions": ["doctor"]}
    said = caller(ruisseau).post("/posts", {"text": "Entre médecins.", "audience": audience})
    assert (said.status, said.body["audience"]) == (201, audience)
    path = f"/posts/{said.body['id']}"
    assert caller(carrelet).get(path).status == 200
    assert caller(plumier).get(path).body == STRANGER.get("/posts/1").body


@pytest.mark.parametrize(
    "audience",
    [
        {"kind": "group"},
        {"kind": "circle"},
        {"kind": "named"},
        {"kind": "named", "actors": ["carrelet"]},
        {"kind": "profession"},
        {"kind": "profession", "professions": ["astrologer"]},
    ],
)
def test_an_audience_that_cannot_be_is_refused_by_name(ruisseau: Actor, audience: dict[str, object]) -> None:
    answer = caller(ruisseau).post("/posts", {"text": "Bonjour.", "audience": audience})
    assert (answer.status, answer.body["field"]) == (422, "audience")
    assert not Post.objects.exists()


@pytest.mark.parametrize("audience", [{"kind": "group", "group": "1"}, {"kind": "circle", "circle": "1"}])
def test_a_place_one_does_not_belong_to_looks_like_one_that_does_not_exist(
    ruisseau: Actor, audience: dict[str, object]
) -> None:
    assert caller(ruisseau).post("/posts", {"text": "Bonjour.", "audience": audience}).status == 403
    assert not Post.objects.exists()


def test_several_professions_and_named_people_read_what_is_written_for_them(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    both = {"kind": "profession", "professions": ["doctor", "pharmacist"]}
    named = {"kind": "named", "actors": ["@avril"]}
    for audience, readers in ((both, {carrelet, plumier}), (named, {avril})):
        said = caller(ruisseau).post("/posts", {"text": "Entre nous.", "audience": audience})
        assert said.status == 201
        path = f"/posts/{said.body['id']}"
        for reader in (carrelet, plumier, avril):
            assert (caller(reader).get(path).status == 200) is (reader in readers)
        for reader in readers:
            listed = caller(reader).get("/timelines/public").body["items"]
            assert said.body["id"] in {post["id"] for post in listed}


def test_the_guard_says_what_it_found_and_where_in_code_points(avril: Actor) -> None:
    answer = caller(avril).post("/posts", {**PUBLIC, "text": EMAIL})
    assert answer.status == 422
    (finding,) = answer.body["findings"]
    assert EMAIL[finding["start"] : finding["end"]] == "anne.dupre@exemple.test"
    assert (finding["kind"], finding["level"]) == ("email", "block")
    assert (finding["words"], finding["replacement"]) == ("anne.dupre@exemple.test", "[adresse retirée]")
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("field", "extra"),
    [
        ("text", {"text": "Avis de Mme Kerdoncuff."}),
        ("warning", {"text": "Bonjour.", "warning": "Avis de Mme Kerdoncuff."}),
        ("poll", {"text": "Bonjour.", "poll": {"options": ["Oui", "Mme Kerdoncuff"]}}),
        ("happened", {"text": "Bonjour.", "voice": "lived", "experience": {"happened": "Avis de Mme Kerdoncuff."}}),
    ],
)
def test_every_field_says_its_findings_in_words(avril: Actor, field: str, extra: dict[str, object]) -> None:
    answer = caller(avril).post("/posts", {**PUBLIC, **extra})
    assert (answer.status, answer.body["field"]) == (422, field)
    (finding,) = answer.body["findings"]
    assert (finding["words"], finding["kind"], finding["level"]) == ("Kerdoncuff", "name", "mask")
    assert finding["replacement"] == "[nom]"
    assert finding["reason"]


def test_a_reply_has_the_audience_of_its_thread(ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau, audience="professionals")
    api = caller(carrelet)
    wrong = api.post("/posts", {"text": "Oui.", "reply_to": str(post.pk), "audience": {"kind": "public"}})
    assert wrong.status == 403
    right = api.post("/posts", {"text": "Oui.", "reply_to": str(post.pk), "audience": {"kind": "professionals"}})
    bare = api.post("/posts", {"text": "Aussi.", "reply_to": right.body["id"]})
    assert (right.body["audience"], bare.body["audience"]) == ({"kind": "professionals"},) * 2
    replies = caller(ruisseau).get(f"/posts/{post.pk}/replies?limit=1")
    assert [item["text"] for item in replies.body["items"]] == ["Oui."]
    rest = caller(ruisseau).get(f"/posts/{post.pk}/replies?after={replies.body['next']}")
    assert ([item["text"] for item in rest.body["items"]], rest.body["next"]) == (["Aussi."], None)


def test_forbidden_and_missing_look_the_same_to_every_verb(ruisseau: Actor, dehors: Actor) -> None:
    hidden = question_by(ruisseau).pk
    api = caller(dehors)
    bodies = []
    for post_id in (hidden, 12345):
        for method, path, body in (
            ("get", f"/posts/{post_id}", None),
            ("put", f"/posts/{post_id}", {"text": "À moi.", "revision": 1}),
            ("delete", f"/posts/{post_id}", None),
            ("get", f"/posts/{post_id}/replies", None),
            ("get", f"/posts/{post_id}/versions", None),
            ("post", f"/posts/{post_id}/favourite", None),
            ("post", f"/posts/{post_id}/boost", None),
            ("post", f"/posts/{post_id}/unboost", None),
            ("post", f"/posts/{post_id}/bookmark", None),
            ("post", f"/posts/{post_id}/state", {"state": "closed", "outcome": "Fini."}),
            ("get", f"/questions/{post_id}", None),
            ("post", f"/questions/{post_id}/follow", None),
            ("post", f"/questions/{post_id}/pass", None),
            ("post", "/posts", {"text": "Moi aussi.", "reply_to": str(post_id)}),
        ):
            answer = api.send(method, path, body)
            assert answer.status == 404, (method, path)
            bodies.append(answer.body)
    assert all(body == bodies[0] for body in bodies)


def test_an_edit_names_the_revision_it_saw(avril: Actor) -> None:
    post, api = post_by(avril), caller(avril)
    edited = api.send("put", f"/posts/{post.pk}", {"text": "Bonsoir à tous.", "revision": 1})
    assert (edited.status, edited.body["text"], edited.body["revision"]) == (200, "Bonsoir à tous.", 2)
    assert api.send("put", f"/posts/{post.pk}", {"text": "Bonne nuit.", "revision": 1}).status == 409
    versions = STRANGER.get(f"/posts/{post.pk}/versions").body
    assert (versions["revision"], [v["text"] for v in versions["items"]]) == (2, ["Bonjour à tous."])


def test_only_its_author_deletes_a_post(avril: Actor, ruisseau: Actor) -> None:
    post = post_by(avril)
    assert caller(ruisseau).send("delete", f"/posts/{post.pk}").status == 404
    assert caller(avril).send("delete", f"/posts/{post.pk}").status == 204
    assert STRANGER.get(f"/posts/{post.pk}").status == 404


def test_gestures_show_at_once_and_twice_is_once(avril: Actor, ruisseau: Actor) -> None:
    post, api = post_by(avril), caller(ruisseau)
    for _ in range(2):
        favoured = api.post(f"/posts/{post.pk}/favourite").body
    assert (favoured["favourites"], favoured["favourited"]) == (1, True)
    assert api.post(f"/posts/{post.pk}/unfavourite").body["favourites"] == 0
    assert api.post(f"/posts/{post.pk}/bookmark").body["bookmarked"] is True
    assert [item["id"] for item in api.get("/bookmarks").body["items"]] == [str(post.pk)]
    assert api.post(f"/posts/{post.pk}/unbookmark").body["bookmarked"] is False


def test_the_same_key_writes_once_and_answers_twice(avril: Actor) -> None:
    api = caller(avril)
    first = api.post("/posts", PUBLIC, Idempotency_Key="clé-1")
    second = api.post("/posts", PUBLIC, Idempotency_Key="clé-1")
    assert (first.status, first.body) == (second.status, second.body)
    assert ("Idempotent-Replay" in first.headers, second.headers["Idempotent-Replay"]) == (False, "true")
    assert Post.objects.count() == 1
    other = api.post("/posts", {**PUBLIC, "text": "Autre chose."}, Idempotency_Key="clé-1")
    assert (other.status, other.body["field"]) == (422, "Idempotency-Key")


def test_a_write_that_failed_may_be_tried_again_with_its_key(avril: Actor) -> None:
    api = caller(avril)
    assert api.post("/posts", {**PUBLIC, "text": EMAIL}, Idempotency_Key="k").status == 422
    again = api.post("/posts", PUBLIC, Idempotency_Key="k")
    assert (again.status, "Idempotent-Replay" in again.headers) == (201, False)


@pytest.mark.parametrize("body", ["{", "", '"texte"', "[]", '{"text": "Bonjour", "audience": "public"}', '{"text": 3}'])
def test_a_body_of_the_wrong_shape_is_a_problem(avril: Actor, body: str) -> None:
    assert caller(avril).post("/posts", body).status in {400, 422}
    assert not Post.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "!!!", "a" * 50_000])
def test_a_text_that_says_nothing_or_too_much_names_its_field(avril: Actor, text: str) -> None:
    answer = caller(avril).post("/posts", {**PUBLIC, "text": text})
    assert (answer.status, answer.body["field"]) == (422, "text")


def test_a_voice_that_is_not_the_authors_is_refused(avril: Actor) -> None:
    assert caller(avril).post("/posts", {**PUBLIC, "voice": "official"}).body["field"] == "voice"


def test_writing_needs_a_token_that_is_known_and_has_the_scope(avril: Actor) -> None:
    assert STRANGER.post("/posts", PUBLIC).status == 401
    assert STRANGER.post("/posts", PUBLIC, Authorization="Bearer inconnu").headers["WWW-Authenticate"]
    assert STRANGER.get("/timelines/public", Authorization="Basic YTpi").status == 401
    assert caller(avril, "read").post("/posts", PUBLIC).status == 403
    assert caller(avril, "write:statuses").post("/posts", PUBLIC).status == 201
    assert caller(avril, "write:statuses").get("/me").status == 403


def test_a_revoked_token_and_a_closed_account_are_refused_at_once(
    avril: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = caller(avril)
    assert api.get("/me").body["handle"] == "avril"
    revoke_token(token=api.token)
    assert api.get("/me").status == 401
    api = caller(avril)
    assert api.get("/me").status == 200
    assert avril.account is not None
    avril.account.is_active = False
    avril.account.save()
    monkeypatch.setattr(tokens, "REMEMBERED", 0.0)
    tokens._remembered.clear()
    assert api.get("/me").status == 401


def test_a_suspended_actor_neither_writes_nor_reads_more_than_a_stranger(ruisseau: Actor) -> None:
    post, api = post_by(ruisseau, audience="professionals"), caller(ruisseau)
    suspend(actor=ruisseau)
    assert api.post("/posts", PUBLIC).status == 403
    assert api.get(f"/posts/{post.pk}").status == 404


def test_addresses_that_nobody_has_and_methods_they_do_not_know_are_problems(avril: Actor) -> None:
    assert STRANGER.get("/rien/du/tout").status == 404
    assert STRANGER.get("/posts/pas-un-nombre").status == 404
    assert STRANGER.get("/posts/99999999999999999999999").status == 404
    assert STRANGER.post("/rien").status == 404
    answer = caller(avril).send("patch", "/posts")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_problems_are_said_in_the_language_asked_for(db: None) -> None:
    french = STRANGER.get("/me", Accept_Language="fr").body["detail"]
    assert french == "Connectez-vous pour continuer."


def test_many_posts_in_a_minute_are_asked_to_wait(avril: Actor) -> None:
    api = caller(avril)
    answers = [api.post("/posts", {**PUBLIC, "text": f"Message {n}."}) for n in range(40)]
    last = answers[-1]
    assert (answers[0].status, last.status) == (201, 429)
    assert int(last.headers["Retry-After"]) > 0


NASTY = {
    "nested": "[" * 50_000,
    "deep": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "not a number": '{"text": NaN}',
    "null": "null",
    "nul": '{"text": "a\\u0000", "audience": {"kind": "public\\u0000"}}',
    "surrogate": '{"text": "\\ud800", "audience": {"kind": "public"}}',
    "big reply": '{"text": "Oui.", "reply_to": "999999999999999999"}',
    "topics": '{"text": "Oui", "audience": {"kind": "public"}, "question": {"topics": ["\\u0000"], "urgency": "now"}}',
    "mentions": '{"text": "' + "".join(f"@nom{n} " for n in range(500)) + '", "audience": {"kind": "public"}}',
    "language": '{"text": "Oui.", "language": "\\" onload", "audience": {"kind": "public"}}',
}


@pytest.mark.parametrize("body", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("key", ["", "k"])
def test_a_nasty_body_is_a_problem_and_writes_nothing(avril: Actor, body: str, key: str) -> None:
    answer = caller(avril).post("/posts", body, **({"Idempotency_Key": key} if key else {}))
    assert answer.status in {400, 404, 422}
    assert not Post.objects.exists()


@pytest.mark.parametrize("key", ["", "k"])
def test_a_body_that_is_too_large_is_refused_unread(avril: Actor, key: str) -> None:
    body = {**PUBLIC, "text": "a" * 1_000_001}
    assert caller(avril).post("/posts", body, **({"Idempotency_Key": key} if key else {})).status == 413


def test_markup_is_shown_as_it_was_typed_and_does_nothing(avril: Actor) -> None:
    text = "<script>alert(1)</script> <b>gras</b> [lien](javascript:alert(1))"
    post_id = caller(avril).post("/posts", {**PUBLIC, "text": text}).body["id"]
    read = STRANGER.get(f"/posts/{post_id}").body
    assert read["text"] == text
    assert "<script" not in read["html"]
    assert 'href="javascript' not in read["html"]


def test_a_fault_of_ours_is_a_problem_that_says_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a row of somebody")

    monkeypatch.setattr("toctoc.community.api.newest_threads", fail)
    answer = STRANGER.get("/timelines/public")
    assert (answer.status, answer.body["title"]) == (500, "Internal Server Error")
    assert "somebody" not in str(answer.body)
    assert "RuntimeError" in caplog.text


def test_a_key_that_is_too_long_is_refused(avril: Actor) -> None:
    assert caller(avril).post("/posts", PUBLIC, Idempotency_Key="k" * 201).body["field"] == "Idempotency-Key"


def test_deleting_twice_with_one_key_is_deleting_once(avril: Actor) -> None:
    post, api = post_by(avril), caller(avril)
    answers = [api.send("delete", f"/posts/{post.pk}", Idempotency_Key="d") for _ in range(2)]
    assert [answer.status for answer in answers] == [204, 204]
    assert api.send("delete", f"/posts/{post.pk}").status == 404
