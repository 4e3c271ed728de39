"""No institution enters an employer-blind group, nor learns of it: by any door."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.config.api_caller import STRANGER, caller
from tests.conftest import person, post_by, signed_in
from tests.groups.cast import draft, enter, group_by, hospital, members_count, press, read
from tests.pages import words_of
from toctoc.community.models import Notification, Post
from toctoc.community.services.feeds import open_feed, secret_of
from toctoc.groups.models import Group, Invitation, JoinRequest, Membership
from toctoc.groups.models.membership import Role
from toctoc.groups.queries.found import find_groups
from toctoc.groups.services import membership, order
from toctoc.groups.services.groups import change_group, make_group
from toctoc.groups.services.meetings import calendar_key
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import viewer_for
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import clear, clear_line
from toctoc.search.services import ask

NAME = "Soignants épuisés"
PATHS = ("", "/entrer", "/quitter", "/membres", "/demandes", "/reglages", "/page", "/page/modifier", "/page/versions")
MORE = ("/rendez-vous", "/rendez-vous/nouveau", "/rendez-vous/1", "/rendez-vous/1.ics")


@pytest.fixture
def blind(avril: Actor) -> Group:
    return group_by(avril, "souffle", name=NAME, is_employer_blind=True, subject=clear_line("Épuisement"))


@pytest.fixture
def hopital(db: None) -> Actor:
    return hospital()


@pytest.fixture
def chef(hopital: Actor) -> Actor:
    """A person who speaks for the hospital: the same account."""
    assert hopital.account is not None
    return make_actor(account=hopital.account, handle="chef", portrait=Portrait(clear_line("Chef"), clear("")))


@pytest.fixture(params=["hopital", "chef"])
def institution(request: pytest.FixtureRequest, hopital: Actor, chef: Actor) -> Actor:
    return hopital if request.param == "hopital" else chef


def browser_of(actor: Actor) -> Client:
    """Return a browser in which the account speaks as this actor."""
    client = signed_in(actor).client
    assert client.post(f"/reglages/acteurs/{actor.pk}/parler").status_code == 302
    return client


def test_a_person_sees_enters_and_reads_that_it_is_closed_to_institutions(blind: Group, plumier: Actor) -> None:
    assert NAME in words_of(read(plumier, "/groupes"))
    assert "aucun employeur n’y entre ni ne le voit" in words_of(read(plumier, "/groupes/souffle"))
    assert enter(plumier, "souffle").status_code == 302
    assert members_count("souffle") == 2


def test_no_page_tells_an_institution_of_it(blind: Group, institution: Actor) -> None:
    said = post_by(Actor.objects.get(handle="avril"), "Je n’en peux plus.", blind.word)
    client = browser_of(institution)
    for path in (*PATHS, *MORE):
        answered = client.get(f"/groupes/souffle{path}")
        assert answered.status_code == client.get(f"/groupes/inexistant{path}").status_code == 404, path
        assert NAME not in words_of(answered)
    for path in ("/entrer", "/quitter", "/moi", "/epingler", "/demandes/repondre", "/membres/avril"):
        assert client.post(f"/groupes/souffle{path}", {"text": ""}).status_code == 404, path
    for path in ("/@souffle", "/@souffle/image.svg", f"/messages/{said.pk}", f"/messages/{said.pk}/carte"):
        assert client.get(path).status_code == 404, path
    for path in ("/groupes", "/groupes?sujet=Épuisement", "/groupes?genre=patients", "/decouvrir", "/", "/avis"):
        assert NAME not in words_of(client.get(path)), path
    assert not Membership.objects.filter(actor=institution).exists()


def test_neither_list_nor_page_is_for_strangers(blind: Group) -> None:
    assert NAME not in words_of(Client().get("/groupes"))
    assert Client().get("/groupes/souffle").status_code == 404
    assert STRANGER.get("/groups/souffle").status == 404


def test_the_api_tells_an_institution_nothing(blind: Group, institution: Actor) -> None:
    api = caller(institution)
    assert api.get("/groups").body["items"] == []
    assert api.get("/groups?subject=epuisement").body["items"] == []
    assert api.get("/me/groups").body == []
    for path in ("/groups/souffle", "/groups/souffle/threads", "/actors/souffle"):
        assert api.get(path).status == 404, path
    for path in ("/groups/souffle/join", "/groups/souffle/leave", "/actors/souffle/follow"):
        assert api.post(path, {}).status == 404, path
    written = api.post("/posts", {"text": "Coucou", "audience": {"kind": "group", "group": "souffle"}})
    unknown = api.post("/posts", {"text": "Coucou", "audience": {"kind": "group", "group": "inexistant"}})
    assert (written.status, written.body["detail"]) == (unknown.status, unknown.body["detail"])
    assert written.status in {403, 422}


def test_search_tells_an_institution_nothing(
    blind: Group, institution: Actor, plumier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "find", lambda asked: [blind.pk])
    assert find_groups(viewer_for(plumier, plumier.account), "souffle") == [blind]
    assert find_groups(viewer_for(institution, institution.account), "souffle") == []


def test_no_service_lets_an_institution_in(blind: Group, institution: Actor, avril: Actor) -> None:
    with pytest.raises(Missing):
        membership.join(actor=institution, group=blind)
    with pytest.raises(Missing):
        membership.enter(actor=institution, group=blind)
    with pytest.raises(Refused, match="Aucune institution"):
        order.invite(moderator=avril, group=blind, invited=institution)
    # Rows that some door of another day might have left.
    asked = JoinRequest.objects.create(group=blind, actor=institution)
    Invitation.objects.create(group=blind, actor=institution)
    with pytest.raises(Missing):
        order.answer_request(moderator=avril, group=blind, request_id=asked.pk, is_welcome=True)
    with pytest.raises(Missing):
        membership.join(actor=institution, group=blind)
    assert browser_of(institution).get("/groupes/souffle").status_code == 404
    assert members_count("souffle") == 1
    assert not Notification.objects.filter(recipient=institution).exists()
    institution.refresh_from_db()
    assert institution.memberships == ""


def test_a_moderator_cannot_invite_or_hand_it_over_on_the_pages(blind: Group, avril: Actor, hopital: Actor) -> None:
    invited = press(avril, "/groupes/souffle/demandes", handle="hopital", cle="i")
    assert invited.status_code == 403
    assert "Aucune institution n’entre" in words_of(invited)
    assert press(avril, "/groupes/souffle/membres/hopital", geste="moderator").status_code == 404
    assert members_count("souffle") == 1


def test_an_account_that_comes_to_speak_for_an_institution_leaves(blind: Group, plumier: Actor) -> None:
    enter(plumier, "souffle")
    assert plumier.account is not None
    portrait = Portrait(clear_line("Pharmacie"), clear(""))
    make_actor(account=plumier.account, handle="officine", portrait=portrait, kind=ActorKind.ORGANISATION)
    plumier.refresh_from_db()
    assert plumier.memberships == ""
    assert members_count("souffle") == 1
    assert browser_of(plumier).get("/groupes/souffle").status_code == 404


def test_an_institution_neither_makes_nor_closes_such_a_group(institution: Actor) -> None:
    with pytest.raises(Refused, match="ne peut pas tenir"):
        make_group(founder=institution, handle="piege", draft=draft(is_employer_blind=True))
    own = make_group(founder=institution, handle="maison", draft=draft())
    with pytest.raises(Refused, match="ne peut pas tenir"):
        change_group(moderator=institution, group=own, draft=draft(is_employer_blind=True), revision=1)


def test_closing_a_group_shows_institutions_out_for_good(avril: Actor, institution: Actor) -> None:
    group = group_by(avril, "ouvert")
    membership.join(actor=institution, group=group)
    key = calendar_key(actor=institution, group=group)
    institution.refresh_from_db()
    feed = reverse("feed_group", args=[secret_of(open_feed(actor=institution, group=group.actor))])
    assert "Vivre avec" in words_of(Client().get(feed))
    change_group(moderator=avril, group=group, draft=draft(is_employer_blind=True), revision=1)
    institution.refresh_from_db()
    assert institution.memberships == ""
    assert members_count("ouvert") == 1
    assert Client().get(f"/groupes/ouvert/rendez-vous/agenda/{key}.ics").status_code == 404
    assert Client().get(feed).status_code == 404
    with pytest.raises(Refused, match="le reste"):
        change_group(moderator=avril, group=group, draft=draft(), revision=2)


def test_even_a_forged_membership_shows_no_page(blind: Group, institution: Actor) -> None:
    Membership.objects.create(group=blind, actor=institution, role=Role.MODERATOR)
    Actor.objects.filter(pk=institution.pk).update(memberships=blind.word)
    client = browser_of(institution)
    assert [client.get(f"/groupes/souffle{path}").status_code for path in PATHS] == [404] * len(PATHS)


def test_the_sentence_about_readers_does_not_count_or_name_it(blind: Group, institution: Actor) -> None:
    client = browser_of(institution)
    for path in ("/messages/nouveau", "/questions/poser"):
        assert NAME not in words_of(client.get(f"{path}?audience={blind.word}"))
    answered = client.post("/messages/lecteurs", {"audience": blind.word, "text": ""})
    assert NAME not in words_of(answered)
    assert "1 membre" not in words_of(answered)


def test_an_institution_writes_nothing_there(blind: Group, institution: Actor) -> None:
    client = browser_of(institution)
    client.post("/messages/nouveau", {"text": "Coucou", "audience": blind.word, "cle": "x"})
    client.post("/messages/nouveau", {"text": "Bonjour @souffle", "audience": "public", "cle": "y"})
    assert not Post.objects.filter(audience=blind.word).exists()
    assert 'href="/@souffle"' not in words_of(client.get("/decouvrir"))


def test_a_person_of_another_account_is_no_institution(blind: Group, hopital: Actor) -> None:
    assert enter(person("collegue"), "souffle").status_code == 302
