"""Whose news are shown, wait apart, or are never written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import person, post_by, signed_in
from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities_notices import NotificationPolicy, NotificationRequest, checked
from toctoc.community.models import NoticeRequest, Notification
from toctoc.community.queries.notifications import unread_count
from toctoc.community.rules.sorting import ACCEPT, DROP, FILTER, Sender, Sorting, fate_of
from toctoc.community.services import gestures, posts
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.community.models import Post

POLICY, REQUESTS = "v2/notifications/policy", "v1/notifications/requests"


def old(actor: Actor) -> Actor:
    Actor.objects.filter(pk=actor.pk).update(created_at=clock.now() - timedelta(days=60))
    return actor


def choose(app: App, **chosen: str) -> NotificationPolicy:
    answer = app.patch(POLICY, chosen)
    assert answer.status == 200, answer.body
    return checked(answer.body, NotificationPolicy)


def requests(app: App, **query: Any) -> list[NotificationRequest]:
    return checked(app.get(REQUESTS, **query).body, list[NotificationRequest])


def mention(author: Actor, named: Actor, audience: str = "public") -> Post:
    text = clear(f"Bonjour @{named.handle}")
    return posts.write(author=author, draft=posts.Draft(text, audience, named=(named,) if audience == "named" else ()))


def test_whoever_chose_nothing_hears_of_everybody(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    told = checked(app.get(POLICY).body, NotificationPolicy)
    assert (told.for_not_following, told.for_private_mentions, told.for_limited_accounts) == (
        "accept",
        "accept",
        "drop",
    )
    mention(avril, ruisseau, "named")
    assert told.summary == {"pending_requests_count": 0, "pending_notifications_count": 0}
    assert len(app.get("v1/notifications").body) == 1


@pytest.mark.parametrize("case", ["for_not_following", "for_not_followers", "for_new_accounts"])
def test_news_of_strangers_wait_apart_until_they_are_let_through(ruisseau: Actor, avril: Actor, case: str) -> None:
    app = app_of(ruisseau)
    choose(app, **{case: "filter"})
    said = mention(avril, ruisseau)
    gestures.favour(actor=avril, post=post_by(ruisseau))
    assert app.get("v1/notifications").body == app.get("v2/notifications").body["notification_groups"] == []
    assert len(app.get("v1/notifications", include_filtered="true").body) == 2
    assert unread_count(ruisseau.pk) == 0
    assert "avril" not in signed_in(ruisseau).client.get("/avis").content.decode().split("<main")[1]
    [waiting] = requests(app)
    assert (waiting.account["acct"], waiting.notifications_count) == ("avril", "2")
    assert waiting.last_status is not None
    assert choose(app).summary == {"pending_requests_count": 1, "pending_notifications_count": 2}
    assert app.get(f"{REQUESTS}/{waiting.id}").body["id"] == waiting.id
    assert app.post(f"{REQUESTS}/{waiting.id}/accept").body == {}
    assert app.get(f"{REQUESTS}/merged").body == {"merged": True}
    assert len(app.get("v1/notifications").body) == 2
    assert unread_count(ruisseau.pk) == 2
    assert requests(app) == []
    posts.reply(author=avril, to=said, answer=posts.Answer(clear("Et aussi @ruisseau")))
    assert len(app.get("v1/notifications").body) == 3


def test_what_is_dropped_is_never_written(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    choose(app, for_not_following="drop", for_not_followers="filter")
    mention(avril, ruisseau)
    assert not Notification.objects.filter(recipient=ruisseau).exists()
    follow(follower=ruisseau, followee=avril)
    mention(avril, ruisseau)
    assert [row.is_apart for row in Notification.objects.filter(recipient=ruisseau)] == [True]


def test_private_mentions_wait_unless_they_answer(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    choose(app, for_private_mentions="filter")
    mention(avril, ruisseau, "named")
    mention(avril, ruisseau)
    mine = posts.write(author=ruisseau, draft=posts.Draft(clear("Bonjour @avril"), "named", named=(avril,)))
    posts.reply(author=avril, to=mine, answer=posts.Answer(clear("Oui @ruisseau")))
    assert len(app.get("v1/notifications").body) == 2
    assert [waiting.notifications_count for waiting in requests(app)] == ["1"]


def test_limited_accounts_are_heard_by_choice(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    limit(actor=avril)
    mention(avril, ruisseau)
    assert not Notification.objects.filter(recipient=ruisseau).exists()
    choose(app, for_limited_accounts="filter")
    mention(avril, ruisseau)
    assert len(requests(app)) == 1
    choose(app, for_limited_accounts="accept")
    mention(avril, ruisseau)
    assert len(app.get("v1/notifications").body) == 1


def test_an_old_account_is_not_new(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(ruisseau)
    choose(app, for_new_accounts="filter")
    mention(old(avril), ruisseau)
    assert len(app.get("v1/notifications").body) == 1


def test_what_is_put_away_is_deleted_and_comes_again(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    app = app_of(ruisseau)
    choose(app, for_not_following="filter")
    mention(avril, ruisseau)
    mention(dehors, ruisseau)
    one, other = requests(app)
    assert app.post(f"{REQUESTS}/dismiss", {"id": [one.id, "junk", "1"]}).body == {}
    assert [each.id for each in requests(app)] == [other.id]
    assert app.post(f"{REQUESTS}/{other.id}/dismiss").body == {}
    assert not Notification.objects.filter(recipient=ruisseau).exists()
    mention(avril, ruisseau)
    assert len(requests(app)) == 1
    assert app.post(f"{REQUESTS}/accept", {"id": [requests(app)[0].id]}).body == {}
    assert len(app.get("v1/notifications").body) == 1


def test_nobody_answers_anothers_requests(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    choose(app_of(ruisseau), for_not_following="filter")
    mention(avril, ruisseau)
    waiting = NoticeRequest.objects.get()
    outsider = app_of(dehors)
    assert outsider.get(REQUESTS).body == []
    for way in ("accept", "dismiss"):
        assert outsider.post(f"{REQUESTS}/{waiting.pk}/{way}").status == 404
        assert outsider.post(f"{REQUESTS}/{way}", {"id": [str(waiting.pk)]}).body == {}
    assert outsider.get(f"{REQUESTS}/{waiting.pk}").status == 404
    assert NoticeRequest.objects.filter(pk=waiting.pk, count=1).exists()
    suspend(actor=avril)
    assert app_of(ruisseau).get(REQUESTS).body == []


def test_requests_go_in_all_directions(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    choose(app, for_not_following="filter")
    for number in range(4):
        mention(person(f"foule{number}"), ruisseau)
    every = [each.id for each in requests(app)]
    assert len(every) == 4
    assert [each.id for each in requests(app, limit=2, max_id=every[0])] == every[1:3]
    assert [each.id for each in requests(app, limit=2, min_id=every[3])] == every[1:3]


@pytest.mark.parametrize(
    "body", [{"for_not_following": "maybe"}, {"for_new_accounts": True}, {"for_not_followers": ["accept", "x"]}]
)
def test_junk_is_refused(ruisseau: Actor, body: dict[str, object]) -> None:
    app = app_of(ruisseau)
    assert app.patch(POLICY, body).status == 422
    assert checked(app.get(POLICY).body, NotificationPolicy).for_not_following == "accept"


def test_apps_from_before_say_it_with_yes_and_no(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    assert app.put("v1/notifications/policy", {"filter_new_accounts": "true"}).body["filter_new_accounts"] is True
    told = app.patch("v1/notifications/policy", {"filter_not_following": True, "filter_new_accounts": False}).body
    assert (told["filter_not_following"], told["filter_new_accounts"]) == (True, False)
    assert checked(app.get(POLICY).body, NotificationPolicy).for_not_following == "filter"


def test_the_severest_of_what_applies_holds() -> None:
    stranger = Sender(is_followed=False, is_follower=False, is_new=True, is_limited=True, is_private=True)
    assert fate_of(stranger, Sorting()) == DROP
    everything = Sorting("filter", "accept", "drop", "filter", "accept")
    assert fate_of(stranger, everything) == DROP
    known = Sender(is_followed=True, is_follower=True, is_new=True, is_limited=True, is_private=True)
    assert fate_of(known, everything) == ACCEPT
    follower = Sender(is_followed=False, is_follower=True, is_new=False, is_limited=False, is_private=False)
    assert fate_of(follower, everything) == FILTER
    passed = Sender(is_followed=False, is_follower=False, is_new=True, is_limited=True, is_private=True, has_pass=True)
    assert fate_of(passed, everything) == ACCEPT
