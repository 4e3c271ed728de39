"""Peers who answer at the same instant on PostgreSQL: one proof, and no couple in twice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests.conftest import person
from tests.databases import ON_POSTGRESQL
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.models import Account, Actor, Ground, Proof
from toctoc.people.rules.proof_life import State
from toctoc.people.services.proofs import revoke_proof
from toctoc.proofs.paths.peers.services.requests import ask_peers
from toctoc.proofs.paths.peers.services.vouches import vouch

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [
    pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def known(handle: str) -> Actor:
    with clock.at(clock.now() - timedelta(days=30)):
        return person(handle, "doctor", proved=True)


def together(*steps: Callable[[], object]) -> int:
    """Run steps at the same instant, each on a connection of its own; return how many were refused."""
    refused: list[Refused] = []
    ready = Barrier(len(steps))

    def run(step: Callable[[], object]) -> None:
        ready.wait()
        try:
            step()
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(refused)


def test_three_words_at_the_same_instant_are_one_proof() -> None:
    vouchers = [known(handle) for handle in ("bouleau", "charme", "frene")]
    request = ask_peers(actor=person("aubier", "doctor"), profession="doctor")
    refused = together(*(partial(vouch, voucher=voucher, request=request) for voucher in vouchers))
    assert refused == 1
    assert Proof.objects.get(actor=request.actor).grounds.count() == 2


def test_a_couple_that_answers_for_two_people_at_the_same_instant_brings_one_in() -> None:
    bouleau, charme = known("bouleau"), known("charme")
    first = ask_peers(actor=person("aubier", "doctor"), profession="doctor")
    second = ask_peers(actor=person("saule", "doctor"), profession="doctor")
    vouch(voucher=bouleau, request=first)
    vouch(voucher=charme, request=second)
    refused = together(partial(vouch, voucher=charme, request=first), partial(vouch, voucher=bouleau, request=second))
    assert refused == 1
    assert Proof.objects.filter(path="peers").count() == 1


def test_a_voucher_revoked_at_the_same_instant_leaves_no_proof_in_good_standing() -> None:
    bouleau, charme = known("bouleau"), known("charme")
    moderator = person("vigie").account
    assert moderator is not None
    Account.objects.filter(pk=moderator.pk).update(is_moderator=True)
    moderator.refresh_from_db()
    for number in range(5):
        request = ask_peers(actor=person(f"aubier{number}", "doctor"), profession="doctor")
        voucher = known(f"tremble{number}")
        vouch(voucher=voucher, request=request)
        refused = together(
            partial(vouch, voucher=(bouleau, charme)[number % 2], request=request),
            partial(revoke_proof, proof=Proof.objects.get(actor=voucher), decided_by=moderator),
        )
        assert refused == 0
        resting = Ground.objects.filter(actor=voucher).values_list("proof__state", flat=True)
        assert set(resting) <= {State.DOUBTED}
