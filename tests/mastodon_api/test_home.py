"""The home timeline for apps, by the lane and by the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.config.hot_caller import by_site, connection_kept, counted_front, get
from tests.conftest import person, post_by, question_by
from tests.mastodon_api.caller import STRANGER, app_of
from toctoc.community.services import boosts, posts
from toctoc.people.services import follows
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, mute
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.hot.front import Front
    from toctoc.people.models import Actor

HOME = "/api/v1/timelines/home"


@pytest.fixture
def front(db: None) -> Iterator[Front]:
    with connection_kept():
        yield counted_front()


def ids(answer: Any) -> list[str]:
    return [status["id"] for status in answer.body]


def headers_of(answered: Any) -> dict[str, str]:
    return {name: value for name, value in answered.headers if name != "X-RateLimit-Remaining"}


def test_the_lane_says_what_the_site_says(front: Front, ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    follows.follow(follower=ruisseau, followee=carrelet)
    question_by(carrelet)
    post_by(carrelet, "Bonjour.", "members")
    boosts.boost(actor=carrelet, post=post_by(avril, "À relayer."))
    for number in range(25):
        post_by(ruisseau, f"Message {number}.")
    token = app_of(ruisseau, "read").token
    for path in (HOME, f"{HOME}?limit=7", f"{HOME}?limit=40"):
        lane, site = get(front, path, token=token), by_site(front, path, token=token)
        assert not lane.reached_site
        assert json.loads(lane.body) == json.loads(site.body)
        told, said = headers_of(lane), headers_of(site)
        said["Link"] = said.get("Link", "").replace("localhost:8000", "127.0.0.1:8000")
        assert told == {name: value for name, value in said.items() if value}


@pytest.mark.parametrize(
    "query",
    ["max_id=5", "min_id=5", "since_id=5", "limit=0", "limit=400", "limit=abc", "local=true", "limit=3&limit=4"],
)
def test_what_is_not_plain_is_left_to_the_site(front: Front, ruisseau: Actor, query: str) -> None:
    answered = get(front, f"{HOME}?{query}", token=app_of(ruisseau, "read").token)
    assert answered.reached_site
    assert answered.status.startswith("200")


def test_a_boost_is_shown_once_at_its_moment(ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor) -> None:
    for followed in (carrelet, plumier):
        follows.follow(follower=ruisseau, followee=followed)
    post = post_by(avril, "À relayer.")
    boosts.boost(actor=carrelet, post=post)
    app = app_of(ruisseau)
    (shown,) = app.get("v1/timelines/home").body
    assert (shown["reblog"]["id"], shown["account"]["acct"]) == (str(post.pk), "carrelet")
    boosts.boost(actor=plumier, post=post)
    (shown,) = app.get("v1/timelines/home").body
    assert shown["account"]["acct"] == "plumier"
    boosts.unboost(actor=plumier, post=post)
    assert app.get("v1/timelines/home").body == []


def test_a_boost_carries_nothing_to_who_may_not_read_it(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    follows.follow(follower=ruisseau, followee=carrelet)
    app = app_of(ruisseau)
    post = post_by(avril, "À relayer.")
    boosts.boost(actor=carrelet, post=post)
    assert len(app.get("v1/timelines/home").body) == 1
    block(blocker=avril, blocked=ruisseau)
    assert app.get("v1/timelines/home").body == []
    other = person("autre")
    boosts.boost(actor=carrelet, post=post_by(other))
    assert len(app.get("v1/timelines/home").body) == 1
    mute(muter=ruisseau, muted=other)
    assert app.get("v1/timelines/home").body == []
    third = person("troisieme")
    boosts.boost(actor=carrelet, post=post_by(third))
    assert len(app.get("v1/timelines/home").body) == 1
    suspend(actor=carrelet)
    assert app.get("v1/timelines/home").body == []


def test_pages_lead_both_ways(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    follows.follow(follower=ruisseau, followee=carrelet)
    made = []
    for number in range(12):
        if number % 3:
            made.append(post_by(carrelet, f"Message {number}.").pk)
        else:
            made.append(boosts.boost(actor=carrelet, post=post_by(avril, f"Message {number}.")).pk)
    newest = [str(each) for each in reversed(made)]
    app = app_of(ruisseau)
    assert ids(app.get("v1/timelines/home", limit=5)) == newest[:5]
    assert ids(app.get("v1/timelines/home", limit=5, max_id=newest[4])) == newest[5:10]
    assert ids(app.get("v1/timelines/home", limit=3, min_id=newest[8])) == newest[5:8]
    assert ids(app.get("v1/timelines/home", limit=3, since_id=newest[8])) == newest[:3]
    assert ids(app.get("v1/timelines/home", min_id=newest[3], max_id=newest[0])) == newest[1:3]
    assert ids(app.get("v1/timelines/home", min_id=newest[0])) == []
    assert 'rel="next"' not in app.get("v1/timelines/home", limit=40).headers["Link"]


def test_a_stranger_has_no_home(db: None) -> None:
    assert STRANGER.get("v1/timelines/home").status == 401


def test_somebody_suspended_has_no_home(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    suspend(actor=ruisseau)
    assert app.get("v1/timelines/home").status == 403


def test_a_reply_that_is_boosted_comes_even_from_who_is_followed(ruisseau: Actor, carrelet: Actor) -> None:
    follows.follow(follower=ruisseau, followee=carrelet)
    thread = post_by(person("autre"))
    reply = posts.reply(author=carrelet, to=thread, answer=posts.Answer(clear("Une réponse.")))
    boosts.boost(actor=carrelet, post=reply)
    (shown,) = app_of(ruisseau).get("v1/timelines/home").body
    assert shown["reblog"]["in_reply_to_id"] == str(thread.pk)
