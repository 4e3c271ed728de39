"""One person with several actors wants to count for several people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import person, signed_in
from tests.proofs.paths.employers import organisation
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor, Proof
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.peers.models import VouchRequest
from toctoc.proofs.paths.peers.queries import answered_this_year
from toctoc.proofs.paths.peers.rules.limits import MOST_IN_A_YEAR
from toctoc.proofs.paths.peers.services.requests import ask_peers
from toctoc.proofs.paths.peers.services.vouches import vouch

pytestmark = pytest.mark.django_db


def known(handle: str) -> Actor:
    """Make a doctor who was proved a month ago."""
    with clock.at(clock.now() - timedelta(days=30)):
        return person(handle, "doctor", proved=True)


def second_of(actor: Actor, handle: str) -> Actor:
    """Make another proved doctor of the same account."""
    with clock.at(clock.now() - timedelta(days=30)):
        portrait = Portrait(clear_line(handle), clear(""), "doctor")
        made = make_actor(account=actor.account, handle=handle, portrait=portrait)
        record_proof(actor=made, evidence=Evidence("doctor", path="by_hand"))
        made.refresh_from_db()
        return made


def asked_by(handle: str) -> VouchRequest:
    return ask_peers(actor=person(handle, "doctor"), profession="doctor")


def brought_in(handle: str, *vouchers: Actor) -> Actor:
    """Have somebody vouched for a month ago, so that they may answer too."""
    with clock.at(clock.now() - timedelta(days=20)):
        request = asked_by(handle)
        for voucher in vouchers:
            vouch(voucher=voucher, request=request)
        request.actor.refresh_from_db()
        return request.actor


def test_one_person_gives_one_word_whatever_their_names() -> None:
    one = known("bouleau")
    two, request = second_of(one, "bouleau_bis"), asked_by("aubier")
    vouch(voucher=one, request=request)
    with pytest.raises(Refused, match="Les règles de cette voie"):
        vouch(voucher=two, request=request)
    assert not Proof.objects.filter(actor=request.actor).exists()


def test_nor_do_those_they_brought_in_under_two_names_answer_together() -> None:
    one = known("bouleau")
    two = second_of(one, "bouleau_bis")
    first, second = brought_in("saule", one, known("charme")), brought_in("osier", two, known("frene"))
    request = asked_by("aubier")
    vouch(voucher=first, request=request)
    with pytest.raises(Refused, match="Les règles de cette voie"):
        vouch(voucher=second, request=request)


def test_a_couple_answers_together_once_whatever_its_names() -> None:
    one, other = known("bouleau"), known("charme")
    two = second_of(one, "bouleau_bis")
    brought_in("saule", one, other)
    request = asked_by("aubier")
    vouch(voucher=other, request=request)
    with pytest.raises(Refused, match="Les règles de cette voie"):
        vouch(voucher=two, request=request)


def test_the_ten_of_a_year_are_the_person_s() -> None:
    one = known("bouleau")
    two = second_of(one, "bouleau_bis")
    for number in range(MOST_IN_A_YEAR):
        vouch(voucher=(one, two)[number % 2], request=asked_by(f"aubier{number}"))
    assert answered_this_year(one) == answered_this_year(two) == MOST_IN_A_YEAR
    with pytest.raises(Refused, match="10 personnes"):
        vouch(voucher=one, request=asked_by("saule"))


def test_two_people_of_two_accounts_still_answer_together() -> None:
    one, other, request = known("bouleau"), known("charme"), asked_by("aubier")
    second_of(one, "bouleau_bis")
    second_of(other, "charme_bis")
    vouch(voucher=one, request=request)
    assert vouch(voucher=other, request=request)


def test_an_organisation_has_no_peers() -> None:
    service = organisation("tilleuls")
    typed = {"profession": "doctor", "specialty": ""}
    assert signed_in(service).client.post("/preuves/confreres/", typed).status_code in {404, 422}
    assert not VouchRequest.objects.exists()
