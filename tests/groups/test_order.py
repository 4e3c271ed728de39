"""Moderators: answering, naming, sending away, leaving; archiving; pins; forged ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, post_by, signed_in
from tests.groups.cast import draft, enter, group_by, members_count, press, read
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.groups.models import Ban, Group, Membership
from toctoc.groups.services import membership, order
from toctoc.groups.services.groups import change_group
from toctoc.kernel.errors import Refused, Stale
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Actor

LAST = "Vous êtes la dernière personne à modérer ce groupe."


@pytest.fixture
def group(avril: Actor, plumier: Actor) -> Group:
    """A group of two: avril moderates, plumier is a member."""
    made = group_by(avril)
    enter(plumier)
    return made


def role_of(actor: Actor) -> str:
    return Membership.objects.get(actor=actor).role


def test_the_last_moderator_neither_leaves_nor_steps_down(group: Group, avril: Actor, plumier: Actor) -> None:
    for path, typed in (("/quitter", {}), ("/membres/avril", {"geste": "member"})):
        answered = press(avril, f"/groupes/sep{path}", **typed)
        assert answered.status_code == 403
        assert LAST in words_of(answered)
    assert role_of(avril) == "moderator"
    press(avril, "/groupes/sep/membres/plumier", geste="moderator")
    assert press(avril, "/groupes/sep/membres/avril", geste="member").status_code == 302
    assert (role_of(avril), role_of(plumier)) == ("member", "moderator")
    assert press(avril, "/groupes/sep/quitter").status_code == 302
    assert members_count() == 1


def test_two_moderators_who_demote_each_other_leave_one(group: Group, avril: Actor, plumier: Actor) -> None:
    mine = Membership.objects.get(actor=avril)
    theirs = Membership.objects.get(actor=plumier)
    order.name_role(moderator=avril, group=group, member=theirs, role="moderator")
    order.name_role(moderator=avril, group=group, member=theirs, role="member")
    with pytest.raises(Refused):
        order.name_role(moderator=plumier, group=group, member=mine, role="member")
    assert role_of(avril) == "moderator"


def test_the_last_member_leaves_and_the_group_is_archived(avril: Actor) -> None:
    group_by(avril)
    assert press(avril, "/groupes/sep/quitter").status_code == 302
    assert Group.objects.get().is_archived
    assert members_count() == 0


def test_who_is_sent_away_for_good_comes_back_by_no_door(group: Group, avril: Actor, plumier: Actor) -> None:
    post_by(plumier, "Un mot de trop.", group.word)
    assert press(avril, "/groupes/sep/membres/plumier", geste="exclure").status_code == 302
    plumier.refresh_from_db()
    assert (plumier.memberships, members_count()) == ("", 1)
    assert enter(plumier).status_code == 403
    assert read(plumier, "/groupes/sep/membres").status_code == 403
    assert press(avril, "/groupes/sep/demandes", handle="plumier", cle="i").status_code == 403
    press(avril, "/groupes/sep/demandes/repondre", exclusion=str(Ban.objects.get().pk))
    assert enter(plumier).status_code == 302


def test_who_is_sent_away_may_come_back(group: Group, avril: Actor, plumier: Actor) -> None:
    press(avril, "/groupes/sep/membres/plumier", geste="renvoyer")
    plumier.refresh_from_db()
    assert enter(plumier).status_code == 302
    assert press(avril, "/groupes/sep/membres/avril", geste="renvoyer").status_code == 403


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/membres/avril", {"geste": "exclure"}),
        ("/membres/plumier", {"geste": "moderator"}),
        ("/demandes", {"handle": "dehors"}),
        ("/demandes/repondre", {"demande": "1", "reponse": "oui"}),
        ("/demandes/repondre", {"exclusion": "1"}),
        ("/reglages", {"name": "À moi"}),
        ("/archiver", {"fin": "oui"}),
        ("/epingler", {"message": "1"}),
        ("/rendez-vous/nouveau", {"title": "Fête"}),
    ],
)
def test_a_member_does_nothing_of_what_moderators_do(
    group: Group, plumier: Actor, path: str, typed: dict[str, str]
) -> None:
    assert press(plumier, f"/groupes/sep{path}", **typed).status_code == 403
    assert not Group.objects.get().is_archived
    assert role_of(plumier) == "member"


def test_ids_of_another_group_lead_nowhere(group: Group, avril: Actor, plumier: Actor, dehors: Actor) -> None:
    other = group_by(dehors, "autre", joining="request")
    enter(plumier, "autre")
    asked = other.requests.get()
    said = post_by(dehors, "Ailleurs.", other.word)
    for typed in ({"demande": str(asked.pk), "reponse": "oui"},):
        assert press(avril, "/groupes/sep/demandes/repondre", **typed).status_code == 404
    assert press(avril, "/groupes/sep/epingler", message=str(said.pk)).status_code == 404
    assert press(avril, "/groupes/sep/epingler", message="abc").status_code == 404
    assert press(avril, "/groupes/sep/membres/dehors", geste="renvoyer").status_code == 404
    assert press(avril, "/groupes/sep/membres/plumier", geste="couronner").status_code == 422
    assert other.memberships.count() == 1


def test_an_archived_group_is_read_and_not_written_in(group: Group, avril: Actor, plumier: Actor) -> None:
    said = post_by(plumier, "Avant la fin.", group.word)
    assert press(avril, "/groupes/sep/archiver", fin="oui").status_code == 302
    assert "Avant la fin." in words_of(read(plumier))
    with pytest.raises(Refused, match="archivé"):
        post_by(plumier, "Après.", group.word)
    with pytest.raises(Refused, match="archivé"):
        posts.reply(author=avril, to=said, answer=posts.Answer(clear("Après.")))
    with pytest.raises(Refused, match="archivé"):
        posts.reply(author=avril, to=said, answer=posts.Answer(clear("À part."), audience="named", named=(plumier,)))
    assert press(plumier, "/groupes/sep/page/modifier", text="Non", revision="0", cle="p").status_code == 403
    assert enter(person("tardif")).status_code == 403
    assert press(plumier, "/groupes/sep/quitter").status_code == 302
    press(avril, "/groupes/sep/archiver", fin="non")
    post_by(avril, "De retour.", group.word)
    assert Post.objects.count() == 2


def test_a_pinned_thread_stands_on_top_and_three_are_enough(group: Group, avril: Actor) -> None:
    said = [post_by(avril, f"Message {n}.", group.word) for n in range(4)]
    for post in said[:3]:
        press(avril, "/groupes/sep/epingler", message=f"http://127.0.0.1:8000/messages/{post.pk}")
    page = words_of(read(avril))
    assert page.count("Message 0.") == 2
    assert page.count("Message 3.") == 1
    assert press(avril, "/groupes/sep/epingler", message=str(said[3].pk)).status_code == 403
    press(avril, "/groupes/sep/epingler", message=str(said[0].pk), vers="non")
    assert words_of(read(avril)).count("Message 0.") == 1


def test_settings_saved_from_two_tabs_are_told(group: Group, avril: Actor) -> None:
    change_group(moderator=avril, group=group, draft=draft("Nouveau nom"), revision=1)
    with pytest.raises(Stale):
        change_group(moderator=avril, group=group, draft=draft("Autre onglet"), revision=1)
    typed = {"name": "Autre onglet", "text": "x", "kind": "mixed", "about": "other", "joining": "open"}
    answered = press(avril, "/groupes/sep/reglages", **typed, reach="members", revision="1", cle="s")
    assert answered.status_code == 409
    assert "Autre onglet" in words_of(answered)
    assert Group.objects.get().actor.display_name == "Nouveau nom"


def test_a_proof_is_asked_for_from_the_first_day_or_never(group: Group, avril: Actor) -> None:
    with pytest.raises(Refused, match="sur preuve"):
        change_group(moderator=avril, group=group, draft=draft(joining="proof"), revision=1)


def test_pages_cost_the_same_for_few_members_and_for_many(group: Group, avril: Actor) -> None:
    paths = ("/groupes/sep/membres", "/groupes/sep", "/groupes")
    costs = []
    for some in (range(3), range(3, 12)):
        for number in some:
            membership.join(actor=person(f"membre{number}"), group=group)
        for path in paths:
            read(avril, path)
            with CaptureQueriesContext(connection) as captured:
                read(avril, path)
            costs.append(len(captured))
    assert costs[:3] == costs[3:]


def test_joining_and_posting_cost_the_same_whatever_the_number_of_members(group: Group, avril: Actor) -> None:
    costs = []
    for some in (range(3), range(3, 15)):
        for number in some:
            membership.join(actor=person(f"membre{number}"), group=group)
        newcomer = person(f"nouveau{some.start}")
        with CaptureQueriesContext(connection) as joined:
            membership.join(actor=newcomer, group=group)
        with CaptureQueriesContext(connection) as said:
            post_by(avril, "Bonjour à tous.", group.word)
        costs.append((len(joined), len(said)))
    (join_few, say_few), (join_many, say_many) = costs
    assert (join_many <= join_few, say_many <= say_few) == (True, True)


def test_two_joins_at_the_same_moment_count_once(group: Group, dehors: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def joined_meanwhile(held: Group, **_: bool) -> None:
        membership.enter(actor=dehors, group=held)

    monkeypatch.setattr(membership, "may_join_alone", joined_meanwhile)
    membership.join(actor=dehors, group=group)
    dehors.refresh_from_db()
    assert members_count() == Membership.objects.filter(group=group).count() == 3
    assert dehors.memberships == group.word


def test_a_block_hides_members_from_each_other(group: Group, avril: Actor, plumier: Actor) -> None:
    block(blocker=avril, blocked=plumier)
    plumier.refresh_from_db()
    assert "@avril" not in words_of(read(plumier, "/groupes/sep/membres"))


def test_who_left_or_was_sent_away_changes_nothing_there_any_more(avril: Actor, plumier: Actor) -> None:
    group = group_by(avril)
    enter(plumier)
    said = post_by(plumier, "Bonjour à toutes.", group.word)
    order.remove(moderator=avril, group=group, member=Membership.objects.get(actor=plumier), is_for_good=True)
    plumier.refresh_from_db()
    answer = signed_in(plumier).client.post(
        f"/messages/{said.pk}/modifier", {"text": "Vous êtes tous des menteurs.", "revision": "1", "cle": "k"}
    )
    assert answer.status_code == 403
    said.refresh_from_db()
    assert said.text == "Bonjour à toutes."
    posts.delete(deleter=plumier, post=said)


def test_who_was_sent_away_reads_neither_the_name_nor_the_number_on_what_it_wrote(
    group: Group, avril: Actor, plumier: Actor
) -> None:
    enter(person("galet"))
    said = post_by(plumier, "Bonjour à toutes.", group.word)
    address = f"/messages/{said.pk}"
    name = group.actor.display_name
    assert name in read(plumier, address).content.decode()
    order.remove(moderator=avril, group=group, member=Membership.objects.get(actor=plumier))
    page = read(plumier, address).content.decode()
    assert "Bonjour à toutes." in page
    assert name not in page
    assert "d’un groupe que vous avez quitté" in page
