"""Lists of followed actors: private, bounded, read by the same merge as a home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import eyes_of, person, post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Notification, Roster, RosterMember
from toctoc.community.queries.rosters import roster_threads
from toctoc.community.rules.rosters import MOST_ROSTERS
from toctoc.community.services import rosters
from toctoc.community.services.own import forget_own
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.pagination import Cut
from toctoc.people.services import blocks, follows
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@pytest.fixture
def peers(avril: Actor, ruisseau: Actor, plumier: Actor) -> Roster:
    """A list of avril's with two people she follows."""
    made = rosters.make_roster(owner=avril, title=clear_line("Soignants"))
    for actor in (ruisseau, plumier):
        follows.follow(follower=avril, followee=actor)
        rosters.put_on(owner=avril, roster=made, actor=actor)
    return made


def test_a_list_is_made_filled_and_read_on_the_pages(avril: Actor, ruisseau: Actor, dehors: Actor) -> None:
    client = signed_in(avril).client
    for handle in (ruisseau, dehors):
        follows.follow(follower=avril, followee=handle)
    assert client.post("/listes", {"name": "Soignants"})["Location"] == "/listes"
    assert client.post("/listes", {"name": "Soignants"})["Location"] == "/listes"
    made = Roster.objects.get()
    assert "Soignants" in words_of(client.get("/listes"))
    assert client.post(f"/listes/{made.pk}/modifier", {"people": "@Ruisseau"}).status_code == 302
    post_by(ruisseau, "Bonjour de la liste.")
    post_by(dehors, "Bonjour de plus loin.")
    page = words_of(client.get(f"/listes/{made.pk}"))
    assert "Bonjour de la liste." in page
    assert "Bonjour de plus loin." not in page
    assert "@ruisseau" in words_of(client.get(f"/listes/{made.pk}/modifier"))
    client.post(f"/listes/{made.pk}/modifier", {"retirer": str(ruisseau.pk)})
    assert "Bonjour de la liste." not in words_of(client.get(f"/listes/{made.pk}"))
    client.post(f"/listes/{made.pk}/modifier", {"name": "Cabinet"})
    assert "Cabinet" in words_of(client.get("/listes"))
    assert client.post(f"/listes/{made.pk}/supprimer")["Location"] == "/listes"
    assert not Roster.objects.exists()


def test_the_audience_holds_on_a_list(peers: Roster, avril: Actor, ruisseau: Actor, plumier: Actor) -> None:
    post_by(ruisseau, "Entre professionnels.", "professionals")
    post_by(plumier, "Pour tous.")
    client = signed_in(avril).client
    page = words_of(client.get(f"/listes/{peers.pk}"))
    assert "Entre professionnels." not in page
    assert "Pour tous." in page
    blocks.block(blocker=plumier, blocked=avril)
    assert "Pour tous." not in words_of(client.get(f"/listes/{peers.pk}"))


def test_whoever_is_no_longer_followed_shows_no_more(peers: Roster, avril: Actor, ruisseau: Actor) -> None:
    post_by(ruisseau, "Bonjour de la liste.")
    follows.unfollow(follower=avril, followee=ruisseau)
    assert "Bonjour de la liste." not in words_of(signed_in(avril).client.get(f"/listes/{peers.pk}"))


def test_nobody_learns_of_being_listed(peers: Roster, ruisseau: Actor, avril: Actor) -> None:
    assert not Notification.objects.filter(recipient=ruisseau).exclude(kind="follow").exists()
    client = signed_in(ruisseau).client
    assert "Soignants" not in words_of(client.get("/listes"))
    assert "Soignants" not in words_of(client.get("/@avril"))
    for address in ("", "/modifier"):
        assert client.get(f"/listes/{peers.pk}{address}").status_code == 404
        assert Client().get(f"/listes/{peers.pk}{address}").status_code in {302, 401, 403}
    for address in ("modifier", "supprimer"):
        assert client.post(f"/listes/{peers.pk}/{address}", {"name": "À moi"}).status_code == 404
    for write in (rosters.put_on, rosters.rename_roster, rosters.drop_roster):
        extra = {"actor": avril} if write is rosters.put_on else {"title": clear_line("x")}
        with pytest.raises(Missing):
            write(owner=ruisseau, roster=peers, **({} if write is rosters.drop_roster else extra))
    assert Roster.objects.get().name == "Soignants"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"people": "dehors"}, "Suivez d’abord @dehors"),
        ({"people": "personne"}, "Personne ici ne s’appelle @personne."),
        ({"people": " "}, "Nommez au moins une personne."),
        ({"name": ""}, "de 1 à 60 caractères"),
        ({"name": "x" * 61}, "de 1 à 60 caractères"),
        ({"name": "06 12 34 56 78"}, "reconnaître"),
        ({"name": "Autre"}, "Une autre de vos listes porte ce nom."),
    ],
)
def test_what_goes_wrong_is_said_beside_its_field(
    peers: Roster, avril: Actor, dehors: Actor, typed: dict[str, str], sentence: str
) -> None:
    rosters.make_roster(owner=avril, title=clear_line("Autre"))
    response = signed_in(avril).client.post(f"/listes/{peers.pk}/modifier", typed)
    assert response.status_code == 422
    assert sentence in words_of(response)


def test_lists_and_those_on_them_are_bounded(peers: Roster, avril: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters, "MOST_MEMBERS", 2)
    third = person("troisieme")
    with pytest.raises(Invalid):
        rosters.put_on(owner=avril, roster=peers, actor=third)
    follows.follow(follower=avril, followee=third)
    with pytest.raises(Refused):
        rosters.put_on(owner=avril, roster=peers, actor=third)
    for number in range(MOST_ROSTERS - 1):
        rosters.make_roster(owner=avril, title=clear_line(f"Liste {number}"))
    with pytest.raises(Refused):
        rosters.make_roster(owner=avril, title=clear_line("De trop"))


def test_a_list_is_read_page_by_page_in_a_bounded_number_of_statements(
    peers: Roster, avril: Actor, ruisseau: Actor, plumier: Actor
) -> None:
    said = [post_by(author, f"Message {n}.").pk for n in range(6) for author in (ruisseau, plumier)]
    viewer, found, before = eyes_of(avril), [], None
    while True:
        with CaptureQueriesContext(connection) as asked:
            page = roster_threads(peers, viewer, Cut(before, 5))
        assert len(asked) <= 4
        found += page.items
        if (before := page.next_before) is None:
            break
    assert found == sorted(said, reverse=True)


def test_lists_go_with_who_leaves(peers: Roster, avril: Actor, ruisseau: Actor) -> None:
    forget_own(actor_id=ruisseau.pk)
    assert RosterMember.objects.count() == 1
    forget_own(actor_id=avril.pk)
    assert not Roster.objects.exists()
