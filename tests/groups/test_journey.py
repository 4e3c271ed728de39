"""Make, find, join, post, read, leave: through the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, post_by, signed_in
from tests.groups.cast import enter, group_by, hospital, members_count, press, read
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.groups.models import Group, JoinRequest, Membership
from toctoc.people.models import Actor, Proof
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import revoke_proof

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Account

TYPED = {
    "name": "Vivre avec la sclérose",
    "handle": "",
    "text": "Entre personnes concernées.",
    "rules": "On ne juge personne.",
    "welcome": "Prenez votre temps.",
    "kind": "patients",
    "about": "condition",
    "subject": "Sclérose en plaques",
    "joining": "open",
    "reach": "members",
    "cle": "k",
}


def make(founder: Actor, **changes: str) -> Response:
    return signed_in(founder).client.post("/groupes/nouveau", {**TYPED, **changes})


def test_a_group_is_made_found_entered_written_in_read_and_left(avril: Actor, plumier: Actor) -> None:
    made = make(avril)
    assert (made.status_code, made["Location"]) == (302, "/groupes/vivre_avec_la_sclerose")
    address = made["Location"]
    assert "Vivre avec la sclérose" in words_of(read(plumier, "/groupes?genre=patients&sujet=scl%C3%A9rose"))
    outside = words_of(read(plumier, address))
    assert "Entre personnes concernées." in outside
    assert "1 membre" in outside
    assert enter(plumier, "vivre_avec_la_sclerose").status_code == 302
    inside = words_of(read(plumier, address))
    assert "Prenez votre temps." in inside
    assert "2 membres" in inside
    word = Group.objects.get().word
    sent = press(plumier, "/messages/nouveau", text="Bonjour, je découvre.", audience=word, voice="lived", cle="p")
    assert sent.status_code == 302, words_of(sent)
    assert Post.objects.get().audience == word
    avril.refresh_from_db()
    assert "Bonjour, je découvre." in words_of(read(avril, address))
    assert "Bonjour, je découvre." in words_of(read(avril, "/"))
    left = press(plumier, f"{address}/quitter")
    assert left.status_code == 302
    assert "Bonjour, je découvre." not in words_of(read(plumier, address))
    assert members_count("vivre_avec_la_sclerose") == 1


def test_an_outsider_reads_nothing_of_it(avril: Actor, dehors: Actor) -> None:
    group = group_by(avril)
    said = post_by(avril, "Entre nous seulement.", group.word)
    for path in ("", "/membres", "/page", "/rendez-vous", "/demandes", "/reglages", "/page/modifier"):
        page = read(dehors, f"/groupes/sep{path}")
        assert page.status_code == (200 if path == "" else 403), path
        assert "Entre nous" not in words_of(page)
        assert "@avril" not in words_of(page)
    for path in (f"/messages/{said.pk}", f"/messages/{said.pk}/carte"):
        assert read(dehors, path).status_code == 404
    refused = press(dehors, "/messages/nouveau", text="Coucou", audience=group.word, cle="x")
    assert refused.status_code in {403, 422}
    assert Post.objects.count() == 1


def test_a_stranger_sees_only_groups_that_say_so(avril: Actor) -> None:
    group_by(avril, "ouvert", name="Ouvert à la vue", reach="public")
    group_by(avril, "membres", name="Pour les membres", reach="members")
    group_by(avril, "cache", name="Bien caché", reach="hidden")
    page = words_of(Client().get("/groupes"))
    assert "Ouvert à la vue" in page
    assert "Pour les membres" not in page
    assert "Bien caché" not in page
    assert [Client().get(f"/groupes/{h}").status_code for h in ("ouvert", "membres", "cache", "rien")] == [
        200,
        404,
        404,
        404,
    ]


def test_a_hidden_group_is_missing_for_who_is_not_invited(avril: Actor, plumier: Actor, dehors: Actor) -> None:
    group_by(avril, "cache", name="Bien caché", reach="hidden", joining="invitation")
    assert press(avril, "/groupes/cache/demandes", handle="@plumier", cle="i").status_code == 302
    assert "Bien caché" in words_of(read(plumier, "/groupes/cache"))
    for path in ("", "/membres", "/page", "/rendez-vous", "/entrer", "/quitter"):
        assert read(dehors, f"/groupes/cache{path}").status_code == 404, path
    assert enter(dehors, "cache").status_code == 404
    assert enter(plumier, "cache").status_code == 302
    assert members_count("cache") == 2


def test_joining_twice_counts_once(avril: Actor, plumier: Actor) -> None:
    group = group_by(avril)
    stale = Actor.objects.get(pk=plumier.pk)
    assert enter(plumier).status_code == 302
    assert enter(stale).status_code == 302
    assert members_count() == 2
    assert plumier.memberships.split() == [group.word]
    assert press(plumier, "/groupes/sep/quitter").status_code == 302
    assert press(plumier, "/groupes/sep/quitter").status_code == 302
    assert members_count() == 1


def test_a_request_waits_for_a_moderator(avril: Actor, plumier: Actor) -> None:
    group_by(avril, joining="request")
    enter(plumier, text="Je suis concerné.")
    assert members_count() == 1
    assert "Votre demande est partie" in words_of(read(plumier))
    door = words_of(read(avril, "/groupes/sep/demandes"))
    assert "Je suis concerné." in door
    asked = JoinRequest.objects.get()
    forged = press(plumier, "/groupes/sep/demandes/repondre", demande=str(asked.pk), reponse="oui")
    assert forged.status_code == 403
    press(avril, "/groupes/sep/demandes/repondre", demande=str(asked.pk), reponse="oui")
    assert members_count() == 2
    assert "/groupes/sep" in words_of(read(plumier, "/avis"))


def test_a_proof_opens_a_group_and_its_end_closes_it(
    ruisseau: Actor, plumier: Actor, dehors: Actor, vigie: Account
) -> None:
    group_by(ruisseau, kind="professionals", joining="proof", professions=("doctor", "pharmacist"))
    assert enter(dehors).status_code == 403
    assert enter(plumier).status_code == 302
    revoke_proof(proof=Proof.objects.get(actor=plumier), decided_by=vigie)
    plumier.refresh_from_db()
    assert members_count() == 1
    assert plumier.memberships == ""
    assert read(plumier, "/groupes/sep/membres").status_code == 403


def test_an_institution_enters_a_group_that_is_not_closed_to_it(avril: Actor) -> None:
    group_by(avril)
    assert enter(hospital()).status_code == 302
    assert members_count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "Donnez un nom"),
        ({"kind": "martiens"}, "pas dans la liste"),
        ({"joining": "force"}, "pas dans la liste"),
        ({"reach": "lune"}, "pas dans la liste"),
        ({"about": "profession", "profession": "astrologue"}, "Choisissez dans la liste"),
        ({"subject": ""}, "de quoi parle ce groupe"),
        ({"handle": "nouveau"}, "réservé"),
        ({"handle": "avril"}, "déjà pris"),
        ({"joining": "proof", "professions": "astrologue"}, "Choisissez une profession"),
        ({"welcome": "Écrivez à jeanne@exemple.test"}, "reconnaître quelqu’un"),
        ({"reach": "public", "blind": "oui"}, "ne se montre pas"),
    ],
)
def test_bad_input_gets_a_sentence_and_makes_nothing(avril: Actor, changes: dict[str, str], field: str) -> None:
    response = make(avril, **changes)
    assert response.status_code in {403, 422}
    assert field in words_of(response)
    assert "On ne juge personne." in words_of(response)
    assert not Group.objects.exists()
    assert not Membership.objects.exists()


def test_a_group_is_nobody_that_one_follows_or_names(avril: Actor, plumier: Actor) -> None:
    group_by(avril)
    assert press(plumier, "/@sep/suivre").status_code == 404
    assert read(plumier, "/@sep/image.svg").status_code == 404
    assert read(plumier, "/@sep")["Location"] == "/groupes/sep"
    assert members_count() == 1


def test_a_member_who_left_does_not_go_on_in_a_thread_of_its_own(avril: Actor, plumier: Actor) -> None:
    group = group_by(avril)
    enter(plumier)
    said = post_by(plumier, "Mon fil.", group.word)
    press(plumier, "/groupes/sep/quitter")
    answered = press(plumier, f"/messages/{said.pk}/repondre", text="Je reviens.", a=str(said.pk), cle="z")
    assert answered.status_code == 403
    assert Post.objects.count() == 1


def test_three_groups_a_day(avril: Actor) -> None:
    for number in range(3):
        assert make(avril, handle=f"groupe{number}", cle=str(number)).status_code == 302
    assert make(avril, handle="groupe4", cle="4").status_code == 429


def test_who_leaves_toctoc_is_counted_out_and_the_group_falls_to_another(avril: Actor) -> None:
    group_by(avril)
    heir = person("heritier")
    enter(heir)
    assert avril.account is not None
    leave(account=avril.account, speaking=avril)
    assert members_count() == 1
    assert Membership.objects.get(actor=heir).role == "moderator"
