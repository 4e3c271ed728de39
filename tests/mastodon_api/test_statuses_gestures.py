"""What somebody makes of a status: useful, boosted, kept, pinned, silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities import Status, assert_is
from tests.mastodon_api.entities_accounts import Account
from toctoc.community.models import Boost, Favourite, ThreadMute
from toctoc.community.services.boosts import boost
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# What is done, what undoes it, and the mark it leaves.
GESTURES = (
    ("favourite", "unfavourite", "favourited"),
    ("bookmark", "unbookmark", "bookmarked"),
    ("mute", "unmute", "muted"),
    ("reblog", "unreblog", "reblogged"),
)


@pytest.mark.parametrize(("do", "undo", "mark"), GESTURES)
def test_a_gesture_made_twice_is_made_once(avril: Actor, dehors: Actor, do: str, undo: str, mark: str) -> None:
    post, app = post_by(avril), app_of(dehors)
    for verb, wanted in ((do, True), (do, True), (undo, False), (undo, False)):
        answer = app.post(f"v1/statuses/{post.pk}/{verb}")
        assert answer.status == 200, answer.body
        assert_is(Status, answer.body)
        assert answer.body[mark] is wanted
        told = app.get(f"v1/statuses/{post.pk}").body
        assert told[mark] is wanted
        assert told["favourites_count"] == (verb == "favourite")
        assert told["reblogs_count"] == (verb == "reblog")


@pytest.mark.parametrize("verb", [verb for do, undo, _ in GESTURES for verb in (do, undo)] + ["pin", "unpin"])
def test_nothing_is_made_of_what_one_may_not_read(ruisseau: Actor, avril: Actor, dehors: Actor, verb: str) -> None:
    closed, blocked = post_by(ruisseau, audience="professionals"), post_by(avril)
    block(blocker=avril, blocked=dehors)
    dehors.refresh_from_db()
    for post_id in (closed.pk, blocked.pk, 12345, 0):
        answer = app_of(dehors).post(f"v1/statuses/{post_id}/{verb}")
        assert (answer.status, answer.body) == (404, {"error": "Record not found"})
        assert STRANGER.post(f"v1/statuses/{post_id}/{verb}").status == 401
        assert app_of(dehors, "read").post(f"v1/statuses/{post_id}/{verb}").status == 403


def test_who_is_suspended_makes_nothing_of_it(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril)
    suspend(actor=dehors)
    for do, _, _ in GESTURES:
        assert app_of(dehors).post(f"v1/statuses/{post.pk}/{do}").status in {403, 422}
    assert not Favourite.objects.exists()
    assert not Boost.objects.exists()
    assert not ThreadMute.objects.exists()


def test_a_boost_is_a_status_around_another(avril: Actor, dehors: Actor) -> None:
    post = post_by(avril)
    answer = app_of(dehors).post(f"v1/statuses/{post.pk}/reblog").body
    assert (answer["reblog"]["id"], answer["account"]["acct"], answer["reblogged"]) == (str(post.pk), "dehors", True)
    assert answer["id"] == str(Boost.objects.get().pk) != str(post.pk)
    again = app_of(avril).get(f"v1/statuses/{answer['id']}").body
    assert (assert_is(Status, again).id, again["reblog"]["id"]) == (answer["id"], str(post.pk))
    app = app_of(avril)
    assert app.post(f"v1/statuses/{answer['id']}/favourite").body["id"] == str(post.pk)
    assert [one["acct"] for one in app.get(f"v1/statuses/{post.pk}/reblogged_by").body] == ["dehors"]
    assert app_of(dehors).post(f"v1/statuses/{answer['id']}/unreblog").body["reblog"] is None
    assert app.get(f"v1/statuses/{post.pk}/reblogged_by").body == []


def test_a_boost_is_not_seen_by_who_may_not_read_it(avril: Actor, dehors: Actor, ruisseau: Actor) -> None:
    made = boost(actor=dehors, post=post_by(avril, audience="members"))
    assert STRANGER.get(f"v1/statuses/{made.pk}").status == 404
    assert app_of(ruisseau).get(f"v1/statuses/{made.pk}").status == 200
    block(blocker=dehors, blocked=ruisseau)
    ruisseau.refresh_from_db()
    assert app_of(ruisseau).get(f"v1/statuses/{made.pk}").status == 404


@pytest.mark.parametrize("path", ["", "/context", "/source", "/history", "/favourited_by", "/reblogged_by"])
def test_a_boost_by_who_blocked_one_leads_nowhere(ruisseau: Actor, carrelet: Actor, avril: Actor, path: str) -> None:
    made = boost(actor=carrelet, post=post_by(ruisseau))
    app = app_of(avril)
    assert app.get(f"v1/statuses/{made.pk}{path}").status == 200
    block(blocker=carrelet, blocked=avril)
    assert app.get(f"v1/statuses/{made.pk}{path}").status == 404
    assert app.post(f"v1/statuses/{made.pk}/favourite").status == 404


def test_what_is_for_some_is_not_boosted(ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau, audience="professionals")
    assert app_of(carrelet).post(f"v1/statuses/{post.pk}/reblog").status == 403
    assert not Boost.objects.exists()


def test_who_finds_it_useful_is_told_to_its_author(avril: Actor, dehors: Actor, ruisseau: Actor) -> None:
    post = post_by(avril)
    path = f"v1/statuses/{post.pk}/favourited_by"
    for reader in (dehors, ruisseau):
        app_of(reader).post(f"v1/statuses/{post.pk}/favourite")
    told = app_of(avril).get(path).body
    assert [assert_is(Account, one).acct for one in told] == ["ruisseau", "dehors"]
    assert [one["acct"] for one in app_of(dehors).get(path).body] == ["dehors"]
    assert STRANGER.get(path).body == []
    first = app_of(avril).get(path, limit=1)
    assert [one["acct"] for one in first.body] == ["ruisseau"]
    assert 'rel="next"' in first.headers["Link"]


def test_one_pins_ones_own(avril: Actor, dehors: Actor) -> None:
    app, post = app_of(avril), post_by(avril)
    assert app.post(f"v1/statuses/{post.pk}/pin").body["pinned"] is True
    assert app.get(f"v1/statuses/{post.pk}").body["pinned"] is True
    assert "pinned" not in app_of(dehors).get(f"v1/statuses/{post.pk}").body
    other = app_of(dehors).post(f"v1/statuses/{post.pk}/pin")
    assert (other.status, other.body["error"]) == (422, "Validation failed: Someone else's post cannot be pinned")
    assert app.post(f"v1/statuses/{post.pk}/unpin").body["pinned"] is False


def test_five_are_pinned_at_most(avril: Actor) -> None:
    app = app_of(avril)
    answers = [app.post(f"v1/statuses/{post_by(avril).pk}/pin").status for _ in range(6)]
    assert answers == [200] * 5 + [422]


def test_what_one_kept_is_listed_by_when_it_was(avril: Actor, dehors: Actor) -> None:
    posts, app = [post_by(dehors) for _ in range(3)], app_of(avril)
    for post in (posts[1], posts[0], posts[2]):
        app.post(f"v1/statuses/{post.pk}/bookmark")
        app.post(f"v1/statuses/{post.pk}/favourite")
    for path in ("v1/bookmarks", "v1/favourites"):
        wanted = [str(posts[2].pk), str(posts[0].pk), str(posts[1].pk)]
        assert [assert_is(Status, one).id for one in app.get(path).body] == wanted
        page = app.get(path, limit=2)
        below = page.headers["Link"].partition("max_id=")[2].partition(">")[0]
        assert [one["id"] for one in app.get(path, limit=2, max_id=below).body] == wanted[2:]
        assert STRANGER.get(path).status == 401
