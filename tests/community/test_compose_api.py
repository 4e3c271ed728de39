"""Through our JSON API: everything a post carries, polls, pins, lists, and what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import STRANGER, caller
from tests.conftest import post_by
from toctoc.community.models import Post, Unsent
from toctoc.community.services import unsent
from toctoc.kernel import clock
from toctoc.people.services import follows
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor

MEMBERS = {"audience": {"kind": "members"}}
POLL = {"options": ["Oui", "Non"], "lasts": 60}


def test_a_post_carries_what_was_sent(avril: Actor, dehors: Actor) -> None:
    quoted = post_by(dehors, audience="members")
    sent = {
        "text": "Quand ?",
        **MEMBERS,
        "warning": "Deuil",
        "quoted": str(quoted.pk),
        "poll": POLL,
        "references": ["10.1056/NEJMoa2034577"],
        "language": "es",
    }
    said = caller(avril).post("/posts", sent)
    assert said.status == 201
    post = caller(dehors).get(f"/posts/{said.body['id']}").body
    assert (post["warning"], post["language"]) == ("Deuil", "es")
    assert post["parts"]["quote"] == str(quoted.pk)
    assert post["parts"]["poll"]["options"] == ["Oui", "Non"]
    assert post["parts"]["references"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"poll": {"options": ["Seule"]}}, "poll"),
        ({"poll": {"options": ["06 12 34 56 78", "Non"]}}, "poll"),
        ({"warning": "06 12 34 56 78"}, "warning"),
        ({"language": "xx"}, "language"),
        ({"publish_at": "2020-01-01T00:00:00Z"}, "publish_at"),
    ],
)
def test_what_is_wrong_names_its_field(avril: Actor, sent: dict[str, object], field: str) -> None:
    answer = caller(avril).post("/posts", {"text": "Quand ?", **MEMBERS, **sent})
    assert (answer.status, answer.body["field"]) == (422, field)
    assert not Post.objects.exists()


def test_a_poll_is_read_and_voted_in(avril: Actor, dehors: Actor, ruisseau: Actor) -> None:
    post_id = caller(avril).post("/posts", {"text": "Quand ?", **MEMBERS, "poll": POLL}).body["id"]
    path = f"/posts/{post_id}/poll"
    before = caller(dehors).get(path).body
    assert (before["voters"], before["voted"]) == (None, False)
    assert [option["votes"] for option in before["options"]] == [None, None]
    after = caller(dehors).post(f"{path}/votes", {"choices": [1]}).body
    assert [option["votes"] for option in after["options"]] == [0, 1]
    assert caller(dehors).post(f"{path}/votes", {"choices": [0]}).status == 403
    assert STRANGER.get(path).status == 404
    closed = caller(ruisseau).post(
        "/posts", {"text": "Entre nous ?", "audience": {"kind": "professionals"}, "poll": POLL}
    )
    assert caller(dehors).get(f"/posts/{closed.body['id']}/poll").status == 404
    assert caller(dehors).post(f"/posts/{closed.body['id']}/poll/votes", {"choices": [0]}).status == 404


def test_a_post_waits_for_its_time_and_may_be_held_back(avril: Actor, dehors: Actor) -> None:
    api, at = caller(avril), clock.now() + timedelta(hours=2)
    sent = {"text": "Plus tard.", "audience": {"kind": "named", "actors": ["dehors"]}, "publish_at": at.isoformat()}
    waiting = api.post("/posts", sent)
    assert waiting.status == 202
    assert not Post.objects.exists()
    assert [draft["text"] for draft in api.get("/drafts").body] == ["Plus tard."]
    assert caller(dehors).get("/drafts").body == []
    path = f"/drafts/{waiting.body['id']}"
    assert caller(dehors).send("delete", path).status == 404
    assert caller(dehors).post(f"{path}/hold", {}).status == 404
    with clock.at(at):
        unsent.publish_due(unsent_id=int(waiting.body["id"]))
        assert Post.objects.get().audience == "named"
    again = api.post("/posts", sent).body["id"]
    assert api.post(f"/drafts/{again}/hold", {}).status == 204
    assert Unsent.objects.get().publish_at is None
    assert api.send("delete", f"/drafts/{again}").status == 204
    assert not Unsent.objects.exists()
    reply = {"text": "Oui.", "reply_to": str(Post.objects.get().pk), "publish_at": at.isoformat()}
    assert caller(dehors).post("/posts", reply).status == 422


def test_lists_are_the_callers_alone(avril: Actor, ruisseau: Actor, dehors: Actor) -> None:
    api = caller(avril)
    follows.follow(follower=avril, followee=ruisseau)
    made = api.post("/lists", {"name": "Soignants"})
    assert made.status == 201
    path = f"/lists/{made.body['id']}"
    assert api.send("put", f"{path}/members/ruisseau", {}).status == 204
    assert api.send("put", f"{path}/members/dehors", {}).status == 422
    assert api.get(f"{path}/members").body == {"handles": ["ruisseau"]}
    said = post_by(ruisseau)
    assert [post["id"] for post in api.get(f"{path}/posts").body["items"]] == [str(said.pk)]
    for reader in (caller(ruisseau), caller(dehors)):
        assert reader.get("/lists").body == []
        assert reader.get(f"{path}/posts").status == 404
        assert reader.get(f"{path}/members").status == 404
        assert reader.send("delete", path).status == 404
    assert api.send("delete", f"{path}/members/ruisseau").status == 204
    assert api.send("delete", path).status == 204
    assert api.get("/lists").body == []


def test_pins_are_read_through_the_audience(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    said = post_by(ruisseau, "Entre nous.", "professionals")
    assert caller(ruisseau).post(f"/posts/{said.pk}/pin", {}).status == 204
    assert [post["id"] for post in caller(carrelet).get("/actors/ruisseau/pinned").body["items"]] == [str(said.pk)]
    assert caller(avril).get("/actors/ruisseau/pinned").body["items"] == []
    assert caller(carrelet).post(f"/posts/{said.pk}/pin", {}).status == 404
    assert caller(ruisseau).post(f"/posts/{said.pk}/unpin", {}).status == 204
    assert caller(carrelet).get("/actors/ruisseau/pinned").body["items"] == []


def test_a_warning_is_edited_or_left(avril: Actor) -> None:
    api = caller(avril)
    post_id = api.post("/posts", {"text": "Un.", **MEMBERS, "warning": "Deuil"}).body["id"]
    assert api.send("put", f"/posts/{post_id}", {"text": "Deux.", "revision": 1}).body["warning"] == "Deuil"
    assert api.send("put", f"/posts/{post_id}", {"text": "Deux.", "revision": 2, "warning": ""}).body["warning"] is None


def test_naming_somebody_who_blocked_says_what_naming_nobody_says(avril: Actor, dehors: Actor) -> None:
    block(blocker=avril, blocked=dehors)
    answers = [
        caller(dehors).post("/posts", {"text": "Bonjour.", "audience": {"kind": "named", "actors": [handle]}})
        for handle in ("avril", "personne")
    ]
    assert [answer.status for answer in answers] == [422, 422]
    assert answers[0].body["detail"].replace("avril", "personne") == answers[1].body["detail"]


@pytest.mark.parametrize("told", ["9" * 30, "9" * 5_000])
def test_an_id_of_any_length_is_that_of_no_file(avril: Actor, told: str) -> None:
    asked = {"text": "Bonjour.", "audience": {"kind": "public"}, "media": [told]}
    assert caller(avril).post("/posts", asked).status in {201, 404}
