"""Links by mail: each once, and no address kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from tests.conftest import SignedIn, signed_in
from tests.pages import words_of
from tests.proofs.paths.employers import (
    INVITATIONS,
    INVITED,
    accept,
    aide,
    everything_kept,
    filled_in,
    invite,
    mailed_links,
    organisation,
    work,
)
from toctoc.kernel import clock
from toctoc.people.models import Proof
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.employer.models import Batch, Envelope
from toctoc.proofs.paths.employer.rules.batches import MOST_A_YEAR
from toctoc.proofs.paths.employer.services import sending

pytestmark = pytest.mark.django_db

DEAD = "Cette invitation n’est plus ouverte"


@pytest.fixture
def tilleuls(db: None) -> SignedIn:
    """A proved home-care service, at its browser."""
    return signed_in(organisation("tilleuls"))


def test_each_address_of_a_list_gets_its_own_link_and_is_forgotten(tilleuls: SignedIn) -> None:
    batch = invite(tilleuls, way="liste", addresses="\n".join([*INVITED, INVITED[0].upper()]))
    assert batch.size == len(INVITED)
    waiting = everything_kept()
    assert "invite1" not in waiting
    links = mailed_links()
    assert sorted(links) == INVITED
    assert len(set(links.values())) == len(INVITED)
    assert not Envelope.objects.exists()
    assert "exemple.test" not in " ".join(line for line in everything_kept().splitlines() if "tilleuls" not in line)
    for number, link in enumerate(links.values()):
        assert accept(aide(f"aide{number}").client, link).status_code == 302
    assert Proof.objects.filter(path="employer").count() == len(INVITED)


def test_a_list_is_sent_once_however_often_the_form_arrives(tilleuls: SignedIn) -> None:
    typed = filled_in(way="liste", addresses="\n".join(INVITED), cle="une-clé")
    answers = [tilleuls.client.post(INVITATIONS, typed).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Batch.objects.count() == 1
    assert len(mailed_links()) == len(mail.outbox) == len(INVITED)


def test_a_mail_server_that_fails_leaves_no_address_in_rows_and_is_tried_again(
    tilleuls: SignedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    invite(tilleuls, way="liste", addresses="\n".join(INVITED))
    with monkeypatch.context() as broken:

        def refuse(address: str, *_: object, **__: object) -> None:
            raise OSError(f"451 {address}: try again")

        broken.setattr(sending, "write_to_address", refuse)
        work()
    assert "invite1" not in everything_kept()
    assert "invite1" not in caplog.text
    assert "6 of 6 letters" in everything_kept()
    with clock.at(clock.now() + timedelta(hours=1)):
        assert sorted(mailed_links()) == INVITED


def test_addresses_that_no_letter_reached_are_forgotten_all_the_same(tilleuls: SignedIn) -> None:
    invite(tilleuls, way="liste", addresses="\n".join(INVITED))
    assert sending.forget_envelopes() == 0
    with clock.at(clock.now() + sending.KEPT + timedelta(minutes=1)):
        assert sending.forget_envelopes() == len(INVITED)


def test_letters_of_a_batch_that_closed_meanwhile_stay(tilleuls: SignedIn) -> None:
    batch = invite(tilleuls, way="liste", addresses="\n".join(INVITED))
    tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer")
    assert mailed_links() == {}
    sending.forget_envelopes()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("size", {"size": "4"}),
        ("size", {"size": "201"}),
        ("size", {"size": ""}),
        ("label", {"label": "appelez le 06 12 34 56 78"}),
        ("label", {"label": ""}),
        ("label", {"label": "x" * 81}),
        ("profession", {"profession": "doctor"}),
        ("profession", {"profession": "sorcier"}),
        ("term", {"term": "2031-03-31"}),
        ("term", {"term": "2027-01-12"}),
        ("way", {"way": "pigeon"}),
        ("addresses", {"way": "liste", "addresses": "\n".join(INVITED[:4])}),
        ("addresses", {"way": "liste", "addresses": "Anna Fictive <anna@exemple.test>"}),
        ("addresses", {"way": "liste", "addresses": "\n".join(f"a{n}@exemple.test" for n in range(201))}),
        ("addresses", {"way": "liste", "addresses": ""}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(
    tilleuls: SignedIn, field: str, changed: dict[str, str]
) -> None:
    answer = tilleuls.client.post(INVITATIONS, filled_in(**changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Batch.objects.exists()


def test_an_institution_may_invite_so_many_a_year_used_or_not(tilleuls: SignedIn) -> None:
    for _ in range(MOST_A_YEAR // 200):
        batch = invite(tilleuls, size="200")
        tilleuls.client.post(f"{INVITATIONS}/{batch.pk}/fermer")
    answer = tilleuls.client.post(INVITATIONS, filled_in())
    assert answer.status_code == 403
    assert "encore inviter 0 personnes" in words_of(answer)
    with clock.at(clock.now() + timedelta(days=366)):
        record_proof(actor=tilleuls.actor, evidence=Evidence("home_care_service"))
        invite(tilleuls)


def test_an_attestation_ends_with_a_quarter_within_two_years(tilleuls: SignedIn) -> None:
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        page = words_of(tilleuls.client.get(INVITATIONS))
    terms = re.findall(r'value="(\d{4}-\d\d-\d\d)">(fin [^<]+)', page)
    assert terms[0] == ("2026-12-31", "fin décembre 2026")
    assert terms[-1] == ("2028-09-30", "fin septembre 2028")
    with clock.at(datetime(2026, 12, 2, 12, tzinfo=UTC)):
        assert "2026-12-31" not in words_of(tilleuls.client.get(INVITATIONS))
