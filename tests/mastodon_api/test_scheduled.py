"""Statuses that apps let wait for their time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.mastodon_api.caller import Answer, app_of
from tests.mastodon_api.entities import ScheduledStatus, assert_is
from toctoc.community.models import Poll, Post, Unsent
from toctoc.community.services.unsent import publish_due
from toctoc.kernel import clock

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PATH = "v1/scheduled_statuses"


def in_minutes(minutes: float) -> str:
    return (clock.now() + timedelta(minutes=minutes)).replace(microsecond=0).isoformat()


def scheduled(actor: Actor, **status: Any) -> Answer:
    return app_of(actor).post("v1/statuses", {"status": "Plus tard.", "scheduled_at": in_minutes(10), **status})


def test_a_status_waits_and_is_told_as_it_was_meant(avril: Actor) -> None:
    poll = {"options": ["a", "b"], "expires_in": 3_600, "multiple": True, "hide_totals": True}
    at = in_minutes(10)
    answer = scheduled(avril, scheduled_at=at, visibility="private", spoiler_text="Ah", sensitive=True, poll=poll)
    assert answer.status == 200, answer.body
    told = assert_is(ScheduledStatus, answer.body)
    assert datetime.fromisoformat(told.scheduled_at) == datetime.fromisoformat(at)
    assert (told.params.text, told.params.visibility, told.params.spoiler_text) == ("Plus tard.", "private", "Ah")
    assert told.params.poll == poll
    assert app_of(avril).get(PATH).body == [answer.body]
    assert app_of(avril).get(f"{PATH}/{told.id}").body == answer.body
    assert not Post.objects.exists()


def test_it_appears_at_its_time_as_it_was_meant(avril: Actor) -> None:
    poll = {"options": ["a", "b"], "expires_in": 3_600, "hide_totals": True}
    waiting = int(scheduled(avril, sensitive=True, poll=poll, visibility="unlisted").body["id"])
    Unsent.objects.update(publish_at=clock.now())
    publish_due(unsent_id=waiting)
    post = Post.objects.get()
    assert (post.audience, post.is_sensitive, Poll.objects.get().hides_totals) == ("unlisted", True, True)
    assert app_of(avril).get(PATH).body == []


@pytest.mark.parametrize("at", ["banana", "2026-99-99T00:00:00Z", "0"])
def test_what_is_no_date_is_said_as_apps_know_it(avril: Actor, at: str) -> None:
    answer = scheduled(avril, scheduled_at=at)
    assert (answer.status, answer.body["error"]) == (422, "Record invalid")
    waiting = scheduled(avril).body["id"]
    assert app_of(avril).put(f"{PATH}/{waiting}", {"scheduled_at": at}).body["error"] == "Record invalid"


@pytest.mark.parametrize("minutes", [-10, 0, 4, 60 * 24 * 400])
def test_it_is_neither_too_soon_nor_too_far(avril: Actor, minutes: int) -> None:
    assert scheduled(avril, scheduled_at=in_minutes(minutes)).status == 422
    assert not Post.objects.exists()
    assert not Unsent.objects.exists()


def test_a_reply_does_not_wait(avril: Actor) -> None:
    above = app_of(avril).post("v1/statuses", {"status": "Un fil."}).body["id"]
    assert scheduled(avril, in_reply_to_id=above).status == 422


def test_the_guard_looks_at_once(avril: Actor) -> None:
    assert scheduled(avril, status="Mme Durand va mieux.").status == 422
    assert not Unsent.objects.exists()


def test_it_is_moved_and_dropped_by_its_owner_alone(avril: Actor, dehors: Actor) -> None:
    waiting = scheduled(avril).body["id"]
    path = f"{PATH}/{waiting}"
    other = app_of(dehors)
    for answer in (other.get(path), other.put(path, {"scheduled_at": in_minutes(30)}), other.delete(path)):
        assert (answer.status, answer.body) == (404, {"error": "Record not found"})
    assert other.get(PATH).body == []
    at = in_minutes(30)
    moved = assert_is(ScheduledStatus, app_of(avril).put(path, {"scheduled_at": at}).body)
    assert datetime.fromisoformat(moved.scheduled_at) == datetime.fromisoformat(at)
    assert app_of(avril).put(path, {"scheduled_at": in_minutes(1)}).status == 422
    assert app_of(avril).delete(path).body == {}
    assert app_of(avril).delete(path).status == 404


def test_what_was_moved_does_not_appear_at_its_first_time(avril: Actor) -> None:
    waiting = scheduled(avril).body["id"]
    app_of(avril).put(f"{PATH}/{waiting}", {"scheduled_at": in_minutes(30)})
    publish_due(unsent_id=int(waiting))
    assert not Post.objects.exists()


def test_a_list_of_them_is_paged(avril: Actor) -> None:
    ids = [scheduled(avril).body["id"] for _ in range(3)]
    app = app_of(avril)
    first = app.get(PATH, limit=2)
    assert [one["id"] for one in first.body] == [ids[2], ids[1]]
    assert f"max_id={ids[1]}" in first.headers["Link"]
    assert [one["id"] for one in app.get(PATH, max_id=ids[1]).body] == [ids[0]]
