"""Whoever is erased holds a receipt, and nobody else can open it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from tests.conftest import post_by, signed_in
from toctoc.community.services.leaving import erase_who_left
from toctoc.kernel.progress import Progress
from toctoc.rights.models import ErasureReceipt
from toctoc.rights.services.receipts import receipt_of

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor


@pytest.fixture(autouse=True)
def _just_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.website.web.leaving.raise_if_reauthentication_required", lambda *_, **__: None)


def left(actor: Actor) -> str:
    response: Any = signed_in(actor).client.post("/reglages/partir")
    assert response.status_code == 302
    return str(response["Location"])


def test_it_counts_what_was_there_and_what_is_left(avril: Actor, client: Client) -> None:
    for number in range(3):
        post_by(avril, f"Message {number}.")
    address = left(avril)
    secret = address.rpartition("/")[2]
    before = receipt_of(secret)
    assert {line.words: (line.before, line.left) for line in before.lines}["Messages, questions et réponses"] == (3, 3)
    assert not before.is_done
    erase_who_left(actor_id=avril.pk, progress=Progress(lambda _done, _total: True))
    after = receipt_of(secret)
    assert after.is_done
    assert [(line.erased, line.left) for line in after.lines] == [(line.before, 0) for line in after.lines]
    page = client.get(address)
    assert "Il ne reste rien" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_its_address_is_in_the_letter_and_it_names_nobody(avril: Actor, client: Client) -> None:
    post_by(avril, "Au revoir.")
    address = left(avril)
    assert address in mail.outbox[-1].body
    page = client.get(address).content.decode()
    assert "avril" not in page.lower()
    assert str(avril.pk) not in page


def test_the_server_alone_cannot_open_it(avril: Actor) -> None:
    left(avril)
    row = ErasureReceipt.objects.get()
    assert str(avril.pk).encode() not in bytes(row.sealed) + bytes(row.digest)
    assert b"posts" not in bytes(row.sealed)


def test_a_secret_that_opens_nothing_is_a_missing_page(client: Client, db: None) -> None:
    assert client.get("/recus/rien-du-tout").status_code == 404
    assert re.search("n’existe pas", client.get("/recus/rien-du-tout").content.decode())
