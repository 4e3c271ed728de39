"""An employer attests: from sign-up to seal, and what follows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.conftest import SignedIn, question_by, signed_in
from tests.pages import words_of
from tests.proofs.paths.employers import (
    INVITATION,
    INVITATIONS,
    accept,
    aide,
    invite,
    link_of,
    organisation,
    work,
)
from toctoc.config.environment import Registration
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor, Ground, Proof
from toctoc.people.rules.proof_life import State
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import Evidence, record_proof, revoke_proof
from toctoc.proofs.path import path_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.conf import LazySettings
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "email": "nouvelle@exemple.test",
    "password1": "lanterne-bleue-7",
    "kind": "person",
    "handle": "lanterne",
    "display_name": "Lanterne",
    "profession": "",
    "specialty": "",
}
DEAD = "Cette invitation n’est plus ouverte"


@pytest.fixture(autouse=True)
def _without_past_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def tilleuls(db: None) -> SignedIn:
    """A proved home-care service, at its browser."""
    return signed_in(organisation("tilleuls"))


def code_of_the_mail() -> str:
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    return code[1]


def seal_of(actor: Actor) -> str:
    return words_of(Client().get(f"/@{actor.handle}/preuve"))


def test_a_home_care_aide_goes_from_the_link_to_the_seal(tilleuls: SignedIn, ruisseau: Actor) -> None:
    question = question_by(ruisseau)
    link = link_of(tilleuls, invite(tilleuls))
    client = Client()
    page = words_of(client.get(link, follow=True))
    assert "« Tilleuls » atteste votre métier" in page
    assert "Ni qui, ni votre pseudonyme." in page
    sign_up = re.search(r'href="(/compte/signup/\?next=[^"]+)"', page)
    assert sign_up is not None
    shown = client.get(sign_up[1])
    assert f'name="next" value="{INVITATION}"' in words_of(shown)
    answer = client.post("/compte/signup/", SIGN_UP | {"next": INVITATION})
    assert answer.status_code == 302, answer.context["form"].errors
    back = client.post("/compte/confirm-email/", {"code": code_of_the_mail()})
    assert back.headers["Location"] == INVITATION
    assert client.get(f"/questions/{question.pk}").status_code == 404
    page = words_of(client.get(INVITATION))
    assert "Accepter l’attestation" in page
    assert "@lanterne" in page
    done = accept(client, INVITATION)
    assert done.headers["Location"] == "/@lanterne/preuve"
    seal = words_of(client.get("/@lanterne/preuve"))
    assert "Un employeur ou une association" in seal
    assert "Aide à domicile" in seal
    assert client.get(f"/questions/{question.pk}").status_code == 200


def test_the_proof_says_what_was_attested_and_ends_exactly_then(tilleuls: SignedIn) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    accept(anna.client, link_of(tilleuls, batch))
    proof = Proof.objects.get(actor=anna.actor)
    assert (proof.profession, proof.path, proof.state) == ("home_care_aide", "employer", State.VALID)
    assert proof.expires_at == proof.ends_at == batch.ends_at
    assert proof.decided_by is None
    assert list(Ground.objects.values_list("proof", "actor")) == [(proof.pk, tilleuls.actor.pk)]


def test_each_side_takes_along_its_own_and_nothing_of_the_other(tilleuls: SignedIn) -> None:
    one = aide("aide0")
    accept(one.client, link_of(tilleuls, invite(tilleuls)))
    way = path_called("employer")
    assert way is not None
    [accepted], [given] = way.archive_of(one.actor), way.archive_of(tilleuls.actor)
    assert (accepted["what"], accepted["profession"]) == ("attestation accepted", "home_care_aide")
    assert list(accepted) == ["what", "profession", "accepted_at", "term"]
    assert given["what"] == "attestation of others"
    assert "tilleuls" not in str(accepted)
    assert "aide0" not in str(given)


def test_somebody_with_an_account_signs_in_and_comes_back(tilleuls: SignedIn, settings: LazySettings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    anna, link, client = aide("anna"), link_of(tilleuls, invite(tilleuls)), Client()
    page = words_of(client.get(link, follow=True))
    sign_in = re.search(r'href="(/compte/login/\?next=[^"]+)"', page)
    assert sign_in is not None
    typed = {"login": "anna@exemple.test", "password": "cabane-orange-42", "next": INVITATION}
    assert f'value="{INVITATION}"' in words_of(client.get(sign_in[1]))
    assert client.post("/compte/login/", typed).headers["Location"] == INVITATION
    assert accept(client, INVITATION).headers["Location"] == f"/@{anna.actor.handle}/preuve"


def test_where_moderation_reads_every_sign_up_the_page_says_to_keep_the_link(
    tilleuls: SignedIn, settings: LazySettings
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, registration=Registration("approval"))
    page = words_of(Client().get(link_of(tilleuls, invite(tilleuls)), follow=True))
    assert "Gardez ce lien" in page


def test_an_organisation_signs_up_as_one_and_has_no_profession(client: Client) -> None:
    client.post("/compte/signup/", SIGN_UP | {"kind": "organisation", "profession": "doctor"})
    actor = Actor.objects.get(handle="lanterne")
    assert (actor.kind, actor.profession) == ("organisation", "")


def test_somebody_makes_an_organisation_among_their_actors(avril: Actor) -> None:
    client = signed_in(avril).client
    typed = {"kind": "organisation", "handle": "asso", "display_name": "Asso", "profession": "nurse", "specialty": ""}
    assert client.post("/reglages/acteurs", typed).status_code == 302
    assert Actor.objects.get(handle="asso").kind == "organisation"
    assert 'name="profession"' not in words_of(client.get("/reglages/profil"))


def test_a_sign_up_that_does_not_say_what_it_is_is_a_person(client: Client) -> None:
    client.post("/compte/signup/", {name: value for name, value in SIGN_UP.items() if name != "kind"})
    assert Actor.objects.get(handle="lanterne").kind == "person"


def test_with_several_actors_none_is_chosen_and_the_page_says_which_speaks(tilleuls: SignedIn) -> None:
    link, anna = link_of(tilleuls, invite(tilleuls)), aide("anna")
    typed = {"kind": "person", "handle": "patiente", "display_name": "P", "profession": "", "specialty": ""}
    anna.client.post("/reglages/acteurs", typed)
    page = words_of(anna.client.get(link, follow=True)).partition('<form method="post" action="/preuves')[2]
    assert "checked" not in page
    assert page.index("@anna") < page.index("@patiente") < page.index("vous parlez sous ce nom")
    answer = accept(anna.client, link)
    assert answer.status_code == 422
    assert "Choisissez qui portera le sceau" in words_of(answer)
    assert accept(anna.client, link, actor=str(anna.actor.pk)).headers["Location"] == "/@anna/preuve"
    assert not Proof.objects.filter(actor__handle="patiente").exists()


@pytest.mark.parametrize("many", [2, 12])
def test_the_pages_of_invitations_ask_no_more_of_the_database_for_more_rows(
    tilleuls: SignedIn, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    link, anna = link_of(tilleuls, invite(tilleuls)), aide("anna")
    for number in range(many):
        typed = {"kind": "person", "handle": f"autre{number}", "display_name": "A", "profession": "", "specialty": ""}
        anna.client.post("/reglages/acteurs", typed)
        invite(tilleuls)
    anna.client.get(link)
    for who, page in ((anna, INVITATION), (tilleuls, INVITATIONS)):
        with django_assert_max_num_queries(14):
            assert who.client.get(page).status_code == 200


def test_making_another_actor_leads_back_to_the_invitation(tilleuls: SignedIn) -> None:
    link, anna = link_of(tilleuls, invite(tilleuls)), aide("anna")
    anna.client.get(link)
    page = words_of(anna.client.get(f"/reglages/acteurs?suite={INVITATION}"))
    assert f'name="suite" value="{INVITATION}"' in page
    typed = {"kind": "person", "handle": "pro", "display_name": "Pro", "profession": "", "specialty": ""}
    answer = anna.client.post("/reglages/acteurs", typed | {"suite": INVITATION})
    assert answer.headers["Location"] == INVITATION


@pytest.mark.parametrize("onward", ["https://ailleurs.exemple.test/", "//ailleurs.exemple.test", "javascript:1"])
def test_making_an_actor_leads_to_no_other_host(avril: Actor, onward: str) -> None:
    typed = {"kind": "person", "handle": "pro", "display_name": "Pro", "profession": "", "specialty": ""}
    answer = signed_in(avril).client.post("/reglages/acteurs", typed | {"suite": onward})
    assert answer.headers["Location"] == "/reglages/acteurs"


def test_it_warns_before_it_replaces_another_proof(tilleuls: SignedIn, plumier: Actor) -> None:
    link, pharmacist = link_of(tilleuls, invite(tilleuls)), signed_in(plumier)
    page = words_of(pharmacist.client.get(link, follow=True))
    assert "@plumier a déjà prouvé : Pharmacien·ne. Cette attestation remplacerait cette preuve." in page
    answer = accept(pharmacist.client, link)
    assert answer.status_code == 422
    assert "Cochez la case pour la remplacer" in words_of(answer)
    assert Proof.objects.get(actor=plumier).state == State.VALID
    assert accept(pharmacist.client, link, replaces="on").status_code == 302
    states = list(Proof.objects.filter(actor=plumier).order_by("pk").values_list("profession", "state"))
    assert states == [("pharmacist", State.REPLACED), ("home_care_aide", State.VALID)]


def test_closing_a_batch_ends_its_links_and_no_seal(tilleuls: SignedIn) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    link = link_of(tilleuls, batch)
    accept(anna.client, link)
    assert tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer").status_code == 302
    assert DEAD in words_of(Client().get(link, follow=True))
    assert Proof.objects.get(actor=anna.actor).state == State.VALID


def test_when_somebody_left_everybody_of_the_batch_is_asked_again_at_midnight(tilleuls: SignedIn) -> None:
    batch, other = invite(tilleuls), invite(tilleuls, label="Équipe du soir")
    invited = [aide(f"aide{number}") for number in range(3)]
    for one in invited[:2]:
        accept(one.client, link_of(tilleuls, batch))
    accept(invited[2].client, link_of(tilleuls, other))
    address = f"{INVITATIONS}/{batch.pk}/depart"
    assert "Cela ne peut pas être défait" in words_of(tilleuls.client.get(address))
    for _ in range(2):
        assert tilleuls.client.post(address).status_code == 302
    work()
    assert set(Proof.objects.filter(path="employer").values_list("state", flat=True)) == {State.VALID}
    with clock.at(clock.now() + timedelta(days=1)):
        work()
        states = {p.actor.handle: p.state for p in Proof.objects.filter(path="employer").select_related("actor")}
        assert states == {"aide0": State.DOUBTED, "aide1": State.DOUBTED, "aide2": State.VALID}
        # A new batch is how those who stayed keep their seal.
        accept(invited[0].client, link_of(tilleuls, invite(tilleuls)), replaces="on")
        assert Proof.objects.filter(actor=invited[0].actor).order_by("-pk")[0].state == State.VALID


def test_who_lost_the_batch_by_another_proof_is_left_alone(tilleuls: SignedIn) -> None:
    batch, anna = invite(tilleuls), aide("anna")
    accept(anna.client, link_of(tilleuls, batch))
    record_proof(actor=anna.actor, evidence=Evidence("nurse"))
    tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/depart")
    with clock.at(clock.now() + timedelta(days=1)):
        work()
    assert [p.state for p in Proof.objects.filter(actor=anna.actor).order_by("pk")] == [State.REPLACED, State.VALID]


@pytest.mark.parametrize("loss", ["revoked", "suspended"])
def test_what_rests_on_an_institution_that_lost_its_own_is_doubted(
    tilleuls: SignedIn, vigie: Account, loss: str
) -> None:
    anna = aide("anna")
    accept(anna.client, link_of(tilleuls, invite(tilleuls)))
    if loss == "revoked":
        revoke_proof(proof=tilleuls.actor.proofs.get(), decided_by=vigie)
    else:
        suspend(actor=tilleuls.actor)
    assert Proof.objects.get(actor=anna.actor).state == State.DOUBTED


def test_the_way_is_explained_to_people_and_offered_to_institutions(tilleuls: SignedIn, avril: Actor) -> None:
    assert "Inviter" in words_of(tilleuls.client.get("/preuves"))
    client = signed_in(avril).client
    assert "Demander une invitation" in words_of(client.get("/preuves"))
    assert "Ce que votre employeur ne saura pas" in words_of(client.get("/preuves/employeur/"))
    assert tilleuls.client.get("/preuves/employeur/").headers["Location"] == INVITATIONS
    assert "Ce que l’organisation voit" in words_of(Client().get("/preuves/voies"))
