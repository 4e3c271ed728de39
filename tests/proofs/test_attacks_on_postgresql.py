"""Somebody presses a button at the very instant at which moderation acts: nobody may wait for the other in a ring."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from tests.conftest import person
from tests.databases import ON_POSTGRESQL
from toctoc.kernel import clock
from toctoc.people.models import Actor, Proof
from toctoc.people.services.actors import suspend
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.peers.models import VouchRequest
from toctoc.proofs.paths.peers.services.requests import ask_peers
from toctoc.proofs.paths.peers.services.vouches import vouch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
PATIENCE = 20


def known(handle: str) -> Actor:
    with clock.at(clock.now() - timedelta(days=30)):
        return person(handle, "doctor", proved=True)


@contextmanager
def stopped_at(held: Actor, step: Callable[[], object]) -> Iterator[None]:
    """Hold a row until ``step``, in a thread of its own, waits for it; let it go on after the block."""
    wrong: list[Exception] = []

    def run() -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 told below
            wrong.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    try:
        with transaction.atomic():
            Actor.objects.select_for_update(no_key=True).get(pk=held.pk)
            thread.start()
            until = monotonic() + PATIENCE
            while not waiting():
                assert thread.is_alive(), wrong
                assert monotonic() < until
            yield
    finally:
        thread.join()
    assert wrong == []


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def test_a_peer_who_answers_holds_no_request_that_a_suspension_would_end() -> None:
    bouleau, charme, asker = known("bouleau"), known("charme"), person("aubier", "doctor")
    request = ask_peers(actor=asker, profession="doctor")
    vouch(voucher=bouleau, request=request)
    with stopped_at(asker, lambda: vouch(voucher=charme, request=request)):
        assert VouchRequest.objects.select_for_update(nowait=True).get() == request
    assert Proof.objects.get(actor=asker).grounds.count() == 2


def test_a_suspension_takes_the_rows_of_people_in_the_order_of_everybody() -> None:
    with clock.at(clock.now() - timedelta(days=60)):
        first = person("aubier")
    bouleau, charme = known("bouleau"), known("charme")
    assert first.pk < charme.pk
    record_proof(actor=first, evidence=Evidence("doctor", path="peers", grounds=(bouleau.pk, charme.pk)))
    with stopped_at(first, lambda: suspend(actor=Actor.objects.get(pk=charme.pk))):
        assert Actor.objects.select_for_update(no_key=True, nowait=True).get(pk=charme.pk) == charme
    assert Proof.objects.get(actor=first).state == "doubted"


def test_who_leaves_does_not_stop_what_points_at_their_account() -> None:
    anna = person("anna")
    account = anna.account
    assert account is not None
    with stopped_at(anna, lambda: leave(account=account, speaking=anna)), connection.cursor() as cursor:
        # As a foreign key does.
        cursor.execute("SELECT id FROM people_account WHERE id = %s FOR KEY SHARE NOWAIT", [account.pk])
        assert cursor.fetchone() == (account.pk,)
    assert Actor.objects.get(pk=anna.pk).left_at is not None
