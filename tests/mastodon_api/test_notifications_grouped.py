"""Notifications told together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import person, post_by
from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities_notices import GroupedNotificationsResults, checked
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services import boosts, gestures
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock, ids
from toctoc.people.services.actors import suspend
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

PLACE = "v2/notifications"


def grouped(app: App, **query: Any) -> GroupedNotificationsResults:
    answer = app.get(PLACE, **query)
    assert answer.status == 200, answer.body
    return checked(answer.body, GroupedNotificationsResults)


def crowd(size: int) -> list[Actor]:
    return [person(f"foule{number}") for number in range(size)]


def test_those_of_one_day_about_one_post_come_together(ruisseau: Actor) -> None:
    post, other = post_by(ruisseau), post_by(ruisseau)
    people = crowd(3)
    for actor in people:
        gestures.favour(actor=actor, post=post)
        follow(follower=actor, followee=ruisseau)
    gestures.favour(actor=people[0], post=other)
    boosts.boost(actor=people[1], post=post)
    told = grouped(app_of(ruisseau))
    groups = [(each.type, each.status_id, each.notifications_count) for each in told.notification_groups]
    assert groups == [
        ("reblog", str(post.pk), 1),
        ("favourite", str(other.pk), 1),
        ("follow", None, 3),
        ("favourite", str(post.pk), 3),
    ]
    assert told.notification_groups[3].sample_account_ids == [str(actor.pk) for actor in people[::-1]]
    assert {account["id"] for account in told.accounts} == {str(actor.pk) for actor in people}
    assert {status["id"] for status in told.statuses} == {str(post.pk), str(other.pk)}
    assert len({each.group_key for each in told.notification_groups}) == 4


def test_a_key_stays_and_another_day_has_another(ruisseau: Actor) -> None:
    post, (one, other, third) = post_by(ruisseau), crowd(3)
    gestures.favour(actor=one, post=post)
    [before] = grouped(app_of(ruisseau)).notification_groups
    gestures.favour(actor=other, post=post)
    [after] = grouped(app_of(ruisseau)).notification_groups
    assert before.group_key == after.group_key
    old = Notification.objects.get(actor=one)
    Notification.objects.filter(pk=old.pk).update(id=ids.id_at(clock.now() - timedelta(days=2)))
    gestures.favour(actor=third, post=post)
    assert [each.notifications_count for each in grouped(app_of(ruisseau)).notification_groups] == [2, 1]


def test_pages_are_unbroken_and_a_group_goes_on_under_its_key(ruisseau: Actor) -> None:
    posts = [post_by(ruisseau) for _ in range(3)]
    for actor in crowd(3):
        for post in posts:
            gestures.favour(actor=actor, post=post)
    app = app_of(ruisseau)
    answer = app.get(PLACE, limit=2)
    first = checked(answer.body, GroupedNotificationsResults).notification_groups
    assert [each.notifications_count for each in first] == [3, 3]
    lowest = min(int(each.page_min_id) for each in first)
    assert f"max_id={lowest}>" in answer.headers["Link"]
    seen = {each.group_key for each in first}
    rest = grouped(app, max_id=lowest).notification_groups
    assert len(rest) == 3
    assert seen < {each.group_key for each in rest}
    newer = grouped(app, min_id=lowest, limit=1).notification_groups
    assert len(newer) == 1
    assert int(newer[0].page_min_id) > lowest


def test_an_app_says_what_it_can_show_together(ruisseau: Actor) -> None:
    post = post_by(ruisseau)
    for actor in crowd(2):
        gestures.favour(actor=actor, post=post)
        follow(follower=actor, followee=ruisseau)
    app = app_of(ruisseau)
    told = grouped(app, **{"grouped_types[]": ["follow", "mention"]}).notification_groups
    assert [each.type for each in told] == ["follow", "favourite", "favourite"]
    assert app.get(f"{PLACE}/unread_count").body == {"count": 2}
    assert app.get(f"{PLACE}/unread_count", **{"grouped_types[]": "follow"}).body == {"count": 3}


def test_pictures_are_enough_for_all_but_the_newest(ruisseau: Actor) -> None:
    post, people = post_by(ruisseau), crowd(4)
    for actor in people:
        gestures.favour(actor=actor, post=post)
    told = grouped(app_of(ruisseau), expand_accounts="partial_avatars")
    assert [account["id"] for account in told.accounts] == [str(people[-1].pk)]
    assert told.partial_accounts is not None
    assert {account.id for account in told.partial_accounts} == {str(actor.pk) for actor in people[:-1]}


def test_one_group_is_read_and_deleted(ruisseau: Actor, avril: Actor) -> None:
    post, people = post_by(ruisseau), crowd(3)
    for actor in people:
        gestures.favour(actor=actor, post=post)
    app = app_of(ruisseau)
    [group] = grouped(app).notification_groups
    path = f"{PLACE}/{group.group_key}"
    assert app.get(path).body["notification_groups"][0]["notifications_count"] == 3
    assert [each["id"] for each in app.get(f"{path}/accounts").body] == [str(actor.pk) for actor in people[::-1]]
    suspend(actor=people[0])
    assert len(app.get(f"{path}/accounts").body) == 2
    outsider = app_of(avril)
    assert outsider.get(path).status == outsider.get(f"{path}/accounts").status == 404
    assert outsider.post(f"{path}/dismiss").status == 404
    assert app.post(f"{path}/dismiss").body == {}
    assert app.get(path).status == app.post(f"{path}/dismiss").status == 404
    for junk in ("favourite-1", "favourite-x-y", "ungrouped-", "ungrouped-" + "9" * 40, "mention-1-2"):
        assert app.get(f"{PLACE}/{junk}").status == 404


def test_what_is_alone_has_a_key_of_its_own(ruisseau: Actor, avril: Actor) -> None:
    notify(NotificationKind.HELD, recipients=[ruisseau], actor_id=avril.pk, post=None)
    [group] = grouped(app_of(ruisseau)).notification_groups
    assert group.group_key.startswith("ungrouped-")
    assert app_of(ruisseau).get(f"{PLACE}/{group.group_key}").status == 200


def test_what_is_about_a_page_brings_the_status_that_stands_for_it(ruisseau: Actor) -> None:

    notify(NotificationKind.DUTY, recipients=[ruisseau], actor_id=None, post=None, address="/gardes/1")
    notify(NotificationKind.DECISION, recipients=[ruisseau], actor_id=None, post=None, address="/decisions/1")
    told = grouped(app_of(ruisseau))
    decision, duty = told.notification_groups
    assert duty.status_id == told.statuses[0]["id"]
    assert "/gardes/1" in told.statuses[0]["content"]
    assert decision.moderation_warning is not None
    assert "/decisions/1" in decision.moderation_warning["text"]


def test_a_page_costs_the_same_whatever_it_holds(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    grouped(app)
    people, posts = crowd(6), [post_by(ruisseau) for _ in range(6)]
    for actor in people:
        for post in posts:
            gestures.favour(actor=actor, post=post)
    with django_assert_max_num_queries(7):
        assert len(grouped(app).notification_groups) == 6
