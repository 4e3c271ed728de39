"""Approving followers, through the doors: asking, answering, withdrawing, and what blocks and silence do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, signed_in
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.jobs.models import Job
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.pagination import Cut
from toctoc.kernel.progress import Progress
from toctoc.people.models import Actor, Follow, FollowRequest
from toctoc.people.queries.ties import requests_count, requests_to, ties_between
from toctoc.people.rules.ties import Tie, Wishes
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow, remove_follower, unfollow
from toctoc.people.services.requests import LET_IN, accept, let_in_who_asked, refuse

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(ruisseau: Actor) -> Actor:
    """A doctor who approves her followers."""
    change_choices(actor=ruisseau, chosen=Chosen(approves_followers=True))
    return ruisseau


def counts(actor: Actor) -> tuple[int, int]:
    actor.refresh_from_db()
    return actor.followers_count, actor.following_count


def unread(actor: Actor) -> list[str]:
    rows = Notification.objects.filter(recipient=actor, read_at=None).order_by("id")
    return list(rows.values_list("kind", flat=True))


def progress() -> Progress:
    return Progress(lambda _done, _total: True)


def test_following_says_whether_it_is_done_or_asked(closed: Actor, carrelet: Actor, avril: Actor) -> None:
    assert [follow(follower=avril, followee=carrelet) for _ in range(2)] == [Tie.FOLLOWS] * 2
    assert [follow(follower=avril, followee=closed) for _ in range(2)] == [Tie.REQUESTED] * 2
    assert (FollowRequest.objects.count(), Follow.objects.count()) == (1, 1)
    assert counts(closed) == (0, 0)
    assert unread(closed) == ["request"]


def test_who_is_let_in_follows_with_what_it_wished(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed, wishes=Wishes(notify=True, languages=("fr", "de-AT"), shows_boosts=False))
    for _ in range(2):
        accept(actor=closed, asker=avril)
    tie = Follow.objects.get()
    assert (tie.notify, tie.languages, tie.shows_boosts) == (True, "fr,de", False)
    assert counts(closed) == (1, 0)
    assert not FollowRequest.objects.exists()
    # She said yes herself: nobody tells her again, and the request is no news any more.
    assert unread(closed) == []


def test_who_is_refused_is_not_told_and_does_not_ring_twice(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed)
    for _ in range(2):
        refuse(actor=closed, asker=avril)
    assert unread(avril) == []
    with pytest.raises(Missing):
        accept(actor=closed, asker=avril)
    assert follow(follower=avril, followee=closed) is Tie.REQUESTED
    assert requests_count(closed.pk) == 1
    assert Notification.objects.filter(recipient=closed).count() == 1


def test_unfollowing_withdraws_the_request(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed)
    for _ in range(2):
        unfollow(follower=avril, followee=closed)
    assert not FollowRequest.objects.exists()
    assert unread(closed) == []


def test_a_block_takes_requests_away_both_ways_and_no_new_one_comes(closed: Actor, avril: Actor) -> None:
    change_choices(actor=avril, chosen=Chosen(approves_followers=True))
    follow(follower=avril, followee=closed)
    follow(follower=closed, followee=avril)
    block(blocker=closed, blocked=avril)
    assert not FollowRequest.objects.exists()
    with pytest.raises(Missing):
        follow(follower=avril, followee=closed)
    with pytest.raises(Refused):
        follow(follower=closed, followee=avril)


def test_who_approves_nobody_any_more_lets_in_everybody_who_waits(
    closed: Actor, avril: Actor, carrelet: Actor, plumier: Actor
) -> None:
    for asker in (avril, carrelet, plumier):
        follow(follower=asker, followee=closed)
    suspend(actor=plumier)
    change_choices(actor=closed, chosen=Chosen(approves_followers=False))
    job = Job.objects.get(task=LET_IN)
    for _ in range(2):
        let_in_who_asked(actor_id=job.arguments["actor_id"], progress=progress())
    assert set(Follow.objects.values_list("follower", flat=True)) == {avril.pk, carrelet.pk}
    assert counts(closed) == (2, 0)
    assert not FollowRequest.objects.exists()


def test_who_changes_its_mind_before_the_work_is_done_lets_nobody_in(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed)
    change_choices(actor=closed, chosen=Chosen(approves_followers=False))
    change_choices(actor=closed, chosen=Chosen(approves_followers=True))
    let_in_who_asked(actor_id=closed.pk, progress=progress())
    assert not Follow.objects.exists()
    assert requests_count(closed.pk) == 1


def test_the_suspended_ask_nobody_and_are_shown_to_nobody(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed)
    suspend(actor=avril)
    assert requests_to(closed, Cut()).items == []
    with pytest.raises(Missing):
        accept(actor=closed, asker=avril)
    with pytest.raises(Refused):
        follow(follower=avril, followee=closed)


def test_a_follower_that_is_removed_is_counted_out_and_not_told(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    for _ in range(2):
        remove_follower(actor=ruisseau, follower=avril)
    assert counts(ruisseau) == (0, 0)
    assert unread(avril) == []


def test_wishes_change_later_and_lists_in_memory_are_old_then(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    before = Actor.objects.get(pk=avril.pk).follows_version
    follow(follower=avril, followee=ruisseau, wishes=Wishes(notify=True))
    follow(follower=avril, followee=ruisseau)
    assert Follow.objects.get().notify
    assert Actor.objects.get(pk=avril.pk).follows_version == before + 1
    with pytest.raises(Invalid):
        follow(follower=avril, followee=ruisseau, wishes=Wishes(languages=("klingon",)))


def test_what_stands_between_two_is_told_for_many_at_once(
    closed: Actor, avril: Actor, carrelet: Actor, plumier: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    follow(follower=avril, followee=closed, wishes=Wishes(notify=True))
    follow(follower=avril, followee=carrelet, wishes=Wishes(languages=("en",)))
    follow(follower=plumier, followee=avril)
    with django_assert_num_queries(6):
        asked, followed, follower = ties_between(avril, [closed.pk, carrelet.pk, plumier.pk, closed.pk])
    assert (asked.has_asked, asked.follows, asked.notify) == (True, False, True)
    assert (followed.follows, followed.languages) == (True, ["en"])
    assert (follower.is_followed, follower.follows) == (True, False)
    assert ties_between(closed, [avril.pk])[0].is_asked


# Through the pages.


def test_by_hand_from_asking_to_letting_in_with_two_tabs(closed: Actor, avril: Actor) -> None:
    mine, hers = signed_in(closed).client, signed_in(avril).client
    assert "Demander à suivre" in hers.get("/@ruisseau").content.decode()
    for _ in range(2):
        assert hers.post("/@ruisseau/suivre", {"vers": "oui"}).status_code == 302
    page = hers.get("/@ruisseau").content.decode()
    assert "Retirer ma demande" in page
    assert "Demande envoyée à @ruisseau" in page
    notices = mine.get("/avis").content.decode()
    assert "demande à vous suivre" in notices
    assert 'href="/reglages/demandes"' in notices
    assert "@avril" in mine.get("/reglages/demandes").content.decode()
    for gesture in ("accepter", "accepter", "refuser"):
        assert mine.post("/reglages/demandes", {"qui": avril.pk, "geste": gesture}).status_code == 302
    assert Follow.objects.filter(follower=avril, followee=closed).exists()
    assert "Ne plus suivre" in hers.get("/@ruisseau").content.decode()


def test_nobody_answers_the_requests_of_somebody_else(closed: Actor, avril: Actor, carrelet: Actor) -> None:
    follow(follower=avril, followee=closed)
    theirs = signed_in(carrelet).client
    assert "avril" not in theirs.get("/reglages/demandes").content.decode()
    for gesture in ("accepter", "refuser"):
        assert theirs.post("/reglages/demandes", {"qui": avril.pk, "geste": gesture}).status_code == 302
    assert FollowRequest.objects.count() == 1
    assert not Follow.objects.exists()


@pytest.mark.parametrize("who", ["", "0", "abc", str(1 << 70), "-1", "12"])
def test_an_answer_about_nobody_changes_nothing(closed: Actor, avril: Actor, who: str) -> None:
    follow(follower=avril, followee=closed)
    mine = signed_in(closed).client
    assert mine.post("/reglages/demandes", {"qui": who, "geste": "accepter"}).status_code == 302
    assert mine.post("/reglages/abonnes/retirer", {"qui": who}).status_code == 302
    assert mine.post("/reglages/demandes", {"qui": avril.pk, "geste": "manger"}).status_code == 422
    assert FollowRequest.objects.count() == 1


def test_strangers_answer_nothing(ruisseau: Actor) -> None:
    for address in ("/reglages/demandes", "/reglages/choix"):
        assert Client().get(address).status_code == 302
    for address in ("/@ruisseau/suivre", "/@ruisseau/note", "/@ruisseau/avant", "/reglages/abonnes/retirer"):
        assert Client().post(address).status_code == 302
    assert not Follow.objects.exists()


def test_bell_and_language_are_set_on_the_profile(ruisseau: Actor, avril: Actor) -> None:
    hers = signed_in(avril).client
    hers.post("/@ruisseau/suivre", {"vers": "oui"})
    assert "M’avertir de chaque fil" in hers.get("/@ruisseau").content.decode()
    hers.post("/@ruisseau/suivre", {"vers": "oui", "cloche": "oui"})
    hers.post("/@ruisseau/suivre", {"vers": "oui", "langue": "en"})
    tie = Follow.objects.get()
    assert (tie.notify, tie.languages) == (True, "en")
    assert hers.post("/@ruisseau/suivre", {"vers": "oui", "langue": "klingon"}).status_code == 422
    hers.post("/@ruisseau/suivre", {"vers": "oui", "cloche": "non", "langue": ""})
    tie.refresh_from_db()
    assert (tie.notify, tie.languages) == (False, "")


def test_lists_of_ties_are_hidden_for_a_patient_until_she_shows_them(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=ruisseau, followee=avril)
    follow(follower=avril, followee=ruisseau)
    hers, theirs = signed_in(avril).client, signed_in(person("passant")).client
    assert "@ruisseau" not in theirs.get("/@avril/abonnes").content.decode()
    assert "garde cette liste pour lui" in theirs.get("/@avril/abonnements").content.decode()
    assert "@ruisseau" in hers.get("/@avril/abonnes").content.decode()
    # A professional's are read.
    assert "@avril" in theirs.get("/@ruisseau/abonnes").content.decode()
    change_choices(actor=avril, chosen=Chosen(hides_collections=False))
    change_choices(actor=ruisseau, chosen=Chosen(hides_collections=True))
    assert "@ruisseau" in theirs.get("/@avril/abonnes").content.decode()
    assert "@avril" not in theirs.get("/@ruisseau/abonnes").content.decode()


def test_lists_of_ties_leave_out_who_is_suspended_or_blocked(ruisseau: Actor, avril: Actor, carrelet: Actor) -> None:
    for follower in (avril, carrelet):
        follow(follower=follower, followee=ruisseau)
    reader = person("passant")
    block(blocker=avril, blocked=reader)
    reader.refresh_from_db()
    page = signed_in(reader).client.get("/@ruisseau/abonnes").content.decode()
    assert "@carrelet" in page
    assert "@avril" not in page
    suspend(actor=carrelet)
    assert "@carrelet" not in Client().get("/@ruisseau/abonnes").content.decode()
    block(blocker=ruisseau, blocked=reader)
    assert signed_in(reader).client.get("/@ruisseau/abonnes").status_code == 404


def test_a_follower_is_removed_by_hand(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    mine = signed_in(ruisseau).client
    assert "Retirer de mes abonnés" in mine.get("/@ruisseau/abonnes").content.decode()
    assert "Retirer de mes abonnés" not in signed_in(avril).client.get("/@ruisseau/abonnes").content.decode()
    for _ in range(2):
        assert mine.post("/reglages/abonnes/retirer", {"qui": avril.pk}).status_code == 302
    assert not Follow.objects.exists()


def test_a_request_is_told_with_its_page(closed: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=closed)
    told = Notification.objects.get(kind=NotificationKind.REQUEST)
    assert (told.address, told.actor_id, told.recipient_id) == ("/reglages/demandes", avril.pk, closed.pk)
