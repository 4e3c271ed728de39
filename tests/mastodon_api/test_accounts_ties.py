"""What stands between two accounts: followed, asked, blocked, muted, noted, put forward."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person
from tests.groups.cast import group_by
from tests.mastodon_api.caller import STRANGER, App, app_of
from tests.mastodon_api.entities_accounts import Account, FamiliarFollowers, MutedAccount, Relationship, each, typed
from toctoc.groups.models import Membership
from toctoc.kernel import clock
from toctoc.people.models import ActorChoices, Follow
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

NOTHING = {"following", "followed_by", "blocking", "muting", "requested", "endorsed", "notifying", "domain_blocking"}
MOVES = ("follow", "unfollow", "remove_from_followers", "block", "unblock", "mute", "unmute", "note", "endorse", "pin")


def between(app: App, other: Actor) -> Relationship:
    """Return what an app is told of an account."""
    told = each(app.get("v1/accounts/relationships", id=str(other.pk)).body, Relationship)
    assert [one.id for one in told] == [str(other.pk)]
    return told[0]


def pressed(app: App, other: Actor, move: str, body: object = None) -> Relationship:
    """Press a button, and return what it came to; the list of relationships says the same."""
    answer = app.post(f"v1/accounts/{other.pk}/{move}", body)
    assert answer.status == 200, answer.body
    told = typed(answer.body, Relationship)
    assert told == between(app, other)
    return told


def test_one_follows_twice_with_other_wishes_and_no_more(ruisseau: Actor, carrelet: Actor) -> None:
    app = app_of(ruisseau)
    first = pressed(app, carrelet, "follow")
    assert (first.following, first.showing_reblogs, first.notifying, first.languages) == (True, True, False, None)
    second = pressed(app, carrelet, "follow", {"notify": True, "languages": ["fr", "en"], "reblogs": False})
    assert (second.notifying, second.languages, second.showing_reblogs) == (True, ["fr", "en"], False)
    assert pressed(app, carrelet, "follow").notifying
    assert between(app_of(carrelet), ruisseau).followed_by
    third = pressed(app, carrelet, "unfollow")
    assert (third.following, third.notifying, third.showing_reblogs) == (False, False, False)
    assert not pressed(app, carrelet, "unfollow").following


def test_who_approves_its_followers_is_asked_first(ruisseau: Actor, avril: Actor) -> None:
    change_choices(actor=avril, chosen=Chosen(approves_followers=True))
    asker, asked = app_of(ruisseau), app_of(avril)
    assert pressed(asker, avril, "follow").requested
    assert between(asked, ruisseau).requested_by
    waiting = asked.get("v1/follow_requests")
    assert [one.acct for one in each(waiting.body, Account)] == ["ruisseau"]
    assert typed(asked.post(f"v1/follow_requests/{ruisseau.pk}/authorize").body, Relationship).followed_by
    assert asked.get("v1/follow_requests").body == []
    assert between(asker, avril).following
    assert not pressed(asked, ruisseau, "remove_from_followers").followed_by
    pressed(asker, avril, "follow")
    assert not typed(asked.post(f"v1/follow_requests/{ruisseau.pk}/reject").body, Relationship).requested_by
    assert not between(asker, avril).requested
    assert asked.post(f"v1/follow_requests/{ruisseau.pk}/authorize").status == 404
    pressed(asker, avril, "follow")
    assert not pressed(asker, avril, "unfollow").requested


def test_a_block_looks_like_an_account_that_nobody_has(ruisseau: Actor, dehors: Actor) -> None:
    mine, its = app_of(ruisseau), app_of(dehors)
    follow(follower=ruisseau, followee=dehors)
    follow(follower=dehors, followee=ruisseau)
    told = pressed(mine, dehors, "block")
    assert (told.blocking, told.following, told.followed_by) == (True, False, False)
    assert [one.acct for one in each(mine.get("v1/blocks").body, Account)] == ["dehors"]
    assert its.get(f"v1/accounts/{ruisseau.pk}").body == its.get("v1/accounts/12345").body
    assert its.get("v1/accounts/lookup", acct="ruisseau").status == 404
    assert its.get("v1/accounts", **{"id[]": str(ruisseau.pk)}).body == []
    assert its.get("v1/accounts/relationships", id=str(ruisseau.pk)).body == []
    assert its.post(f"v1/accounts/{ruisseau.pk}/follow").status == 404
    assert mine.post(f"v1/accounts/{dehors.pk}/follow").status == 403
    both = typed(its.post(f"v1/accounts/{ruisseau.pk}/block").body, Relationship)
    assert (both.blocking, both.blocked_by) == (True, False)


def test_blocks_of_both_are_let_go_one_by_one(ruisseau: Actor, dehors: Actor) -> None:
    block(blocker=ruisseau, blocked=dehors)
    block(blocker=dehors, blocked=ruisseau)
    mine, its = app_of(ruisseau), app_of(dehors)
    assert between(mine, dehors).blocking
    # The other still blocks: from now on there is nothing to know of it.
    assert mine.post(f"v1/accounts/{dehors.pk}/unblock").status == 404
    assert mine.get("v1/blocks").body == []
    assert not pressed(its, ruisseau, "unblock").blocking


def test_a_mute_ends_and_says_when(ruisseau: Actor, dehors: Actor) -> None:
    app = app_of(ruisseau)
    told = pressed(app, dehors, "mute", {"duration": 3600, "notifications": False})
    assert (told.muting, told.muting_notifications) == (True, False)
    assert told.muting_expires_at is not None
    muted = each(app.get("v1/mutes").body, MutedAccount)
    assert [(one.acct, one.mute_expires_at) for one in muted] == [("dehors", told.muting_expires_at)]
    forever = pressed(app, dehors, "mute")
    assert (forever.muting_notifications, forever.muting_expires_at) == (True, None)
    assert pressed(app, dehors, "mute", {"duration": 10**15}).muting_expires_at is None
    assert app.post(f"v1/accounts/{dehors.pk}/mute", {"duration": -1}).status == 422
    assert not pressed(app, dehors, "unmute").muting
    assert app.get("v1/mutes").body == []


def test_a_note_is_read_by_its_writer_alone_and_passes_the_guard(ruisseau: Actor, dehors: Actor) -> None:
    app = app_of(ruisseau)
    assert pressed(app, dehors, "note", {"comment": "Vu au congrès."}).note == "Vu au congrès."
    assert between(app_of(dehors), ruisseau).note == ""
    refused = app.post(f"v1/accounts/{dehors.pk}/note", {"comment": "Son numéro : 2 69 05 49 588 157 80"})
    assert refused.status == 422
    assert between(app, dehors).note == "Vu au congrès."
    assert pressed(app, dehors, "note").note == ""


def test_one_puts_forward_whom_one_follows(ruisseau: Actor, carrelet: Actor) -> None:
    app = app_of(ruisseau)
    assert app.post(f"v1/accounts/{carrelet.pk}/endorse").status == 403
    pressed(app, carrelet, "follow")
    assert pressed(app, carrelet, "endorse").endorsed
    assert pressed(app, carrelet, "pin").endorsed
    assert [one.acct for one in each(app.get("v1/endorsements").body, Account)] == ["carrelet"]
    assert [one.acct for one in each(STRANGER.get(f"v1/accounts/{ruisseau.pk}/endorsements").body, Account)] == [
        "carrelet"
    ]
    assert not pressed(app, carrelet, "unpin").endorsed
    assert app.get("v1/endorsements").body == []


def test_whoever_is_suspended_or_unknown_is_nobody(ruisseau: Actor, dehors: Actor) -> None:
    app = app_of(ruisseau)
    suspend(actor=dehors)
    for move in MOVES:
        for actor_id in (dehors.pk, 12345, 999999999999999999):
            assert app.post(f"v1/accounts/{actor_id}/{move}").status == 404, move
    assert app.get("v1/accounts/relationships", id=str(dehors.pk)).body == []


def test_one_does_nothing_of_this_to_oneself(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    for move in ("follow", "block", "mute"):
        assert app.post(f"v1/accounts/{ruisseau.pk}/{move}").status == 422, move
    told = typed(app.get("v1/accounts/relationships", id=str(ruisseau.pk)).body[0], Relationship)
    assert not any(getattr(told, name) for name in NOTHING)


def test_a_thousand_ids_and_junk_cost_no_more_statements(
    ruisseau: Actor, carrelet: Actor, dehors: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    follow(follower=ruisseau, followee=carrelet)
    block(blocker=ruisseau, blocked=dehors)
    app = app_of(ruisseau)
    app.get("v1/accounts/relationships")
    ids = [str(carrelet.pk), str(dehors.pk), "junk", "", "-1", "9" * 40, str(carrelet.pk)]
    query = "&".join(f"id[]={one}" for one in [*ids, *range(1, 900)])
    with django_assert_max_num_queries(12):
        answer = app.form("GET", f"v1/accounts/relationships?{query}", "")
    assert answer.status == 200
    told = {one.id: one for one in each(answer.body, Relationship)}
    assert told[str(carrelet.pk)].following
    assert told[str(dehors.pk)].blocking
    assert len(told) == 2
    too_many = "&".join(f"id[]={one}" for one in range(1, 1_100))
    assert app.form("GET", f"v1/accounts/relationships?{too_many}", "").status == 422


@pytest.mark.parametrize("spelling", ["id={0}&id={1}", "id[]={0}&id[]={1}", "id[0]={0}&id[1]={1}"])
def test_ids_are_read_in_each_spelling(ruisseau: Actor, carrelet: Actor, dehors: Actor, spelling: str) -> None:
    query = spelling.format(carrelet.pk, dehors.pk)
    told = app_of(ruisseau).form("GET", f"v1/accounts/relationships?{query}", "")
    assert [one["id"] for one in told.body] == [str(carrelet.pk), str(dehors.pk)]


def test_following_a_group_is_joining_it(ruisseau: Actor, carrelet: Actor, dehors: Actor) -> None:
    group = group_by(carrelet)
    actor, app = group.actor, app_of(ruisseau)
    assert typed(app.get(f"v1/accounts/{actor.pk}").body, Account).group
    assert not between(app, actor).following
    assert pressed(app, actor, "follow").following
    assert Membership.objects.filter(group=group, actor=ruisseau).exists()
    assert not pressed(app, actor, "unfollow").following
    for move in ("block", "mute"):
        assert app.post(f"v1/accounts/{actor.pk}/{move}").status == 403
    assert not Follow.objects.filter(followee=actor).exists()


def test_a_group_that_asks_first_is_asked(ruisseau: Actor, carrelet: Actor) -> None:
    group = group_by(carrelet, joining="request")
    app = app_of(ruisseau)
    told = typed(app.get(f"v1/accounts/{group.pk}").body, Account)
    assert (told.locked, told.note, told.followers_count) == (True, "<p>Entre personnes concernées.</p>", 1)
    assert pressed(app, group.actor, "follow").requested
    assert not pressed(app, group.actor, "unfollow").requested


def test_a_secret_group_is_not_there_for_outsiders(ruisseau: Actor, carrelet: Actor) -> None:
    group = group_by(carrelet, reach="hidden")
    app, handle = app_of(ruisseau), group.actor.handle
    assert typed(app_of(carrelet).get(f"v1/accounts/{group.pk}").body, Account).group
    assert between(app_of(carrelet), group.actor).following
    assert app.get(f"v1/accounts/{group.pk}").status == 404
    assert app.get("v1/accounts/lookup", acct=handle).status == 404
    assert app.get("v1/accounts/search", q=handle).body == []
    assert app.get("v1/accounts", id=str(group.pk)).body == []
    assert app.get("v1/accounts/relationships", id=str(group.pk)).body == []
    assert app.post(f"v1/accounts/{group.pk}/follow").status == 404


def test_familiar_followers_are_those_who_let_it_be_known(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    follow(follower=ruisseau, followee=plumier)
    follow(follower=ruisseau, followee=avril)
    follow(follower=plumier, followee=carrelet)
    # A patient who chose nothing keeps its ties to itself.
    follow(follower=avril, followee=carrelet)
    told = each(app_of(ruisseau).get("v1/accounts/familiar_followers", id=str(carrelet.pk)).body, FamiliarFollowers)
    assert [(one.id, [account.acct for account in one.accounts]) for one in told] == [(str(carrelet.pk), ["plumier"])]
    # Nor does whoever keeps to itself who follows it.
    change_choices(actor=carrelet, chosen=Chosen(hides_collections=True))
    told = each(app_of(ruisseau).get("v1/accounts/familiar_followers", id=str(carrelet.pk)).body, FamiliarFollowers)
    assert [one.accounts for one in told] == [[]]


def test_servers_are_refused_by_their_name(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    assert app.post("v1/domain_blocks", {"domain": "Exemple.TEST"}).body == {}
    assert app.get("v1/domain_blocks").body == ["exemple.test"]
    assert app.post("v1/domain_blocks", {"domain": "pas un serveur"}).status == 422
    assert app.delete("v1/domain_blocks", {"domain": "exemple.test"}).body == {}
    assert app.get("v1/domain_blocks").body == []


def test_ties_are_paged_both_ways_and_kept_by_who_wants(ruisseau: Actor, carrelet: Actor, dehors: Actor) -> None:
    people = [person(f"abonne{number}") for number in range(5)]
    for one in people:
        follow(follower=one, followee=ruisseau)
    path = f"v1/accounts/{ruisseau.pk}/followers"
    first = STRANGER.get(path, limit="2")
    assert [one.acct for one in each(first.body, Account)] == ["abonne4", "abonne3"]
    older = first.headers["Link"].split(";")[0].strip("<>").partition("/api/")[2]
    second = STRANGER.get(older)
    assert [one["acct"] for one in second.body] == ["abonne2", "abonne1"]
    newer = second.headers["Link"].split(", ")[1].split(";")[0].strip("<>").partition("/api/")[2]
    assert [one["acct"] for one in STRANGER.get(newer).body] == ["abonne4", "abonne3"]
    ActorChoices.objects.update_or_create(actor=ruisseau, defaults={"hides_collections": True})
    assert STRANGER.get(path).body == []
    assert len(app_of(ruisseau).get(path).body) == 5
    # One's own tie one knows.
    assert [one["acct"] for one in app_of(people[2]).get(path).body] == ["abonne2"]
    # A patient who chose nothing is followed by nobody that others may know.
    assert STRANGER.get(f"v1/accounts/{people[0].pk}/following").body == []
    assert [one["acct"] for one in app_of(people[0]).get(f"v1/accounts/{people[0].pk}/following").body] == ["ruisseau"]


def test_followers_cost_the_same_for_two_and_for_twenty(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        follow(follower=person(f"abonne{number}"), followee=ruisseau)
    app = app_of(ruisseau)
    app.get("v1/lists")
    with django_assert_max_num_queries(5):
        assert len(app.get(f"v1/accounts/{ruisseau.pk}/followers").body) == 20


def test_a_mute_that_is_over_is_not_told(ruisseau: Actor, dehors: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_of(ruisseau)
    pressed(app, dehors, "mute", {"duration": 60})
    later = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert app.get("v1/mutes").body == []
    assert not between(app, dehors).muting
