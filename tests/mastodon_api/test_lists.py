"""Lists of followed accounts, and their timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, post_by
from tests.mastodon_api.caller import app_of
from tests.mastodon_api.entities_accounts import Account, List, each, typed
from toctoc.community.models import Roster
from toctoc.community.rules.rosters import MOST_ROSTERS
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow, unfollow

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.mastodon_api.caller import App
    from toctoc.people.models import Actor


def made(app: App, title: str = "Consœurs") -> List:
    """Make a list."""
    return typed(app.post("v1/lists", {"title": title, "replies_policy": "list", "exclusive": True}).body, List)


def test_a_list_lives(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    first = made(app)
    assert first == List(first.id, "Consœurs", "none", exclusive=False)
    assert made(app).id == first.id
    assert [one.title for one in each(app.get("v1/lists").body, List)] == ["Consœurs"]
    assert typed(app.put(f"v1/lists/{first.id}", {"title": "Confrères"}).body, List).title == "Confrères"
    assert typed(app.put(f"v1/lists/{first.id}", {"exclusive": True}).body, List).title == "Confrères"
    assert app.delete(f"v1/lists/{first.id}").body == {}
    assert app.get("v1/lists").body == []
    assert app.delete(f"v1/lists/{first.id}").status == 404


@pytest.mark.parametrize("title", ["", "   ", "x" * 61, "NIR 2 69 05 49 588 157 80"])
def test_a_list_has_a_name_that_passes_the_guard(ruisseau: Actor, title: str) -> None:
    app = app_of(ruisseau)
    assert app.post("v1/lists", {"title": title}).status == 422
    kept = made(app)
    assert app.put(f"v1/lists/{kept.id}", {"title": title}).status == 422
    assert app.get("v1/lists").body == [
        {"id": kept.id, "title": "Consœurs", "replies_policy": "none", "exclusive": False}
    ]


def test_nobody_has_lists_without_end(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    for number in range(MOST_ROSTERS):
        Roster.objects.create(owner=ruisseau, name=f"Liste {number}")
    assert app.post("v1/lists", {"title": "Une de plus"}).status == 403


def test_whom_one_follows_is_put_on_a_list_and_taken_off(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    path = f"v1/lists/{kept.id}/accounts"
    both = {"account_ids": [str(carrelet.pk), str(plumier.pk)]}
    follow(follower=ruisseau, followee=carrelet)
    # All of them, or none.
    assert app.post(path, both).status == 422
    assert app.get(path).body == []
    follow(follower=ruisseau, followee=plumier)
    for _ in range(2):
        assert app.post(path, both).body == {}
    assert [one.acct for one in each(app.get(path).body, Account)] == ["plumier", "carrelet"]
    assert len(app.get(path, limit="0").body) == 2
    page = app.get(path, limit="1")
    assert [one["acct"] for one in page.body] == ["plumier"]
    assert 'rel="next"' in page.headers["Link"]
    assert [one.id for one in each(app.get(f"v1/accounts/{carrelet.pk}/lists").body, List)] == [kept.id]
    assert app.delete(path, {"account_ids": [str(carrelet.pk)]}).body == {}
    assert app.form("DELETE", path, f"account_ids[]={plumier.pk}").body == {}
    assert app.get(path).body == []
    assert app.get(f"v1/accounts/{carrelet.pk}/lists").body == []


def test_unknown_people_are_put_on_no_list(ruisseau: Actor, carrelet: Actor, dehors: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    follow(follower=ruisseau, followee=carrelet)
    block(blocker=dehors, blocked=ruisseau)
    for stranger in ("12345", str(dehors.pk)):
        assert app.post(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(carrelet.pk), stranger]}).status == 404
    assert app.get(f"v1/lists/{kept.id}/accounts").body == []


def test_lists_are_ones_own(ruisseau: Actor, carrelet: Actor, dehors: Actor) -> None:
    kept = made(app_of(ruisseau))
    follow(follower=dehors, followee=carrelet)
    other = app_of(dehors)
    for answer in (
        other.get(f"v1/lists/{kept.id}"),
        other.put(f"v1/lists/{kept.id}", {"title": "À moi"}),
        other.delete(f"v1/lists/{kept.id}"),
        other.get(f"v1/lists/{kept.id}/accounts"),
        other.post(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(carrelet.pk)]}),
        other.delete(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(carrelet.pk)]}),
        other.get(f"v1/timelines/list/{kept.id}"),
        other.get("v1/timelines/list/999999"),
    ):
        assert answer.status == 404
    assert Roster.objects.get().name == "Consœurs"


def test_a_list_shows_the_threads_of_those_on_it_in_both_directions(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    for one in (carrelet, plumier, avril):
        follow(follower=ruisseau, followee=one)
    app.post(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(carrelet.pk), str(plumier.pk)]})
    ids = [post_by(one, f"Bonjour {number}.").pk for number in range(3) for one in (carrelet, plumier)]
    post_by(avril)
    path = f"v1/timelines/list/{kept.id}"
    told = app.get(path)
    assert [int(one["id"]) for one in told.body] == ids[::-1]
    page = app.get(path, limit="2", max_id=str(ids[4]))
    assert [int(one["id"]) for one in page.body] == [ids[3], ids[2]]
    assert [int(one["id"]) for one in app.get(path, min_id=str(ids[1]), limit="2").body] == [ids[3], ids[2]]
    assert [int(one["id"]) for one in app.get(path, since_id=str(ids[3])).body] == [ids[5], ids[4]]
    unfollow(follower=ruisseau, followee=plumier)
    assert {one["account"]["acct"] for one in app.get(path).body} == {"carrelet"}
    assert {one["account"]["acct"] for one in app.get(path, min_id="1").body} == {"carrelet"}
    suspend(actor=carrelet)
    assert app.get(path).body == []
    assert app.get(f"v1/lists/{kept.id}/accounts").status == 200


def test_what_is_not_for_one_takes_no_place_in_a_list(ruisseau: Actor, plumier: Actor) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    follow(follower=ruisseau, followee=plumier)
    app.post(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(plumier.pk)]})
    first = post_by(plumier)
    post_by(plumier, "Entre pharmaciens.", audience="profession:pharmacist")
    last = post_by(plumier, "Pour tous.")
    path = f"v1/timelines/list/{kept.id}"
    assert [int(one["id"]) for one in app.get(path, min_id=str(first.pk), limit="1").body] == [last.pk]
    assert [int(one["id"]) for one in app.get(path, max_id=str(last.pk), limit="1").body] == [first.pk]


def test_a_list_costs_the_same_for_two_and_for_ten(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau)
    kept = made(app)
    people = [person(f"abonne{number}") for number in range(10)]
    for one in people:
        follow(follower=ruisseau, followee=one)
    app.post(f"v1/lists/{kept.id}/accounts", {"account_ids": [str(one.pk) for one in people]})
    with django_assert_max_num_queries(6):
        assert len(app.get(f"v1/lists/{kept.id}/accounts").body) == 10
