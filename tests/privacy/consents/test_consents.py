"""Consent per purpose and version: on a page, withdrawable, with effect."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, signed_in
from toctoc.community.models import Digest, Facet, Notification
from toctoc.community.models.letterbox import Frequency
from toctoc.community.services.digests import choose_digest
from toctoc.community.services.likeness import reveal, withdraw
from toctoc.community.services.purposes import LIKENESS
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.progress import Progress
from toctoc.privacy.models import Consent, Sweep
from toctoc.privacy.rules.purposes import PURPOSES
from toctoc.privacy.services import clear_line, consents
from toctoc.privacy.services.retention import erase_what_is_old

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor

PAGE = "/reglages/consentements"
ENDO = ("condition", "endometriose")


def show(actor: Actor, kind: str, word: str) -> None:
    reveal(actor=actor, kind=kind, chosen=word, own_words=clear_line(""))


def test_revealing_is_agreeing_and_the_last_facet_takes_it_back(avril: Actor) -> None:
    show(avril, *ENDO)
    assert consents.holds(avril, "likeness")
    withdraw(actor=avril, kind=ENDO[0], word=ENDO[1])
    assert not consents.holds(avril, "likeness")
    assert Consent.objects.get(actor=avril).withdrawn_at is not None


def test_page_tells_and_withdraws_with_effect(avril: Actor) -> None:
    show(avril, *ENDO)
    client = signed_in(avril).client
    assert "Retirer mon accord" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"retirer": "likeness"}).status_code == 302
    assert not Facet.objects.filter(actor=avril).exists()
    page = client.get(PAGE).content.decode()
    assert "Retirer mon accord" not in page
    assert "texte n° 1" in page
    # In another tab, the same button again.
    assert client.post(PAGE, {"retirer": "likeness"}).status_code == 302
    assert Consent.objects.filter(actor=avril).count() == 1


def test_letters_stop_when_the_agreement_is_taken_back(avril: Actor) -> None:
    choose_digest(actor=avril, frequency=Frequency.WEEKLY)
    assert consents.holds(avril, "digest")
    consents.withdraw(actor=avril, purpose="digest")
    assert Digest.objects.get(actor=avril).frequency == Frequency.NEVER
    choose_digest(actor=avril, frequency=Frequency.DAILY)
    choose_digest(actor=avril, frequency=Frequency.NEVER)
    assert not consents.holds(avril, "digest")
    assert Consent.objects.filter(actor=avril, purpose="digest").count() == 2


def test_new_text_ends_what_was_agreed_to_before(avril: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    show(avril, *ENDO)
    monkeypatch.setitem(PURPOSES, "likeness", replace(LIKENESS, version=2))
    assert not consents.holds(avril, "likeness")
    assert consents.end_outdated() == 1
    assert consents.end_outdated() == 0
    assert not Facet.objects.filter(actor=avril).exists()
    show(avril, *ENDO)
    assert Consent.objects.get(actor=avril, withdrawn_at=None).version == 2


def test_taking_back_waits_for_whoever_gives(avril: Actor) -> None:
    """The row of the actor is held before consents are read: both would pass by each other."""
    show(avril, *ENDO)
    with CaptureQueriesContext(connection) as asked:
        consents.withdraw(actor=avril, purpose="likeness")
    tables = [re.search(r'(?:FROM|UPDATE) "(\w+)"', query["sql"]) for query in asked]
    assert [table[1] for table in tables if table][:2] == ["people_actor", "privacy_consent"]


def test_consents_are_each_actors_own(avril: Actor, dehors: Actor) -> None:
    show(avril, *ENDO)
    signed_in(dehors).client.post(PAGE, {"retirer": "likeness"})
    assert consents.holds(avril, "likeness")
    with pytest.raises(Missing):
        consents.give(actor=avril, purpose="selling")


def test_stranger_signs_in_first(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(f"{PAGE}/repondre").status_code == 302


def test_things_go_when_their_time_is_over_and_the_page_says_so(avril: Actor, dehors: Actor, client: Client) -> None:
    now = clock.now()
    old = Notification.objects.create(recipient=avril, kind="follow", created_at=now - timedelta(days=366))
    new = Notification.objects.create(recipient=avril, kind="follow", created_at=now - timedelta(days=364))
    show(avril, *ENDO)
    consents.withdraw(actor=avril, purpose="likeness")
    Consent.objects.update(withdrawn_at=now - timedelta(days=5 * 365 + 1))
    standing = person("tient")
    show(standing, *ENDO)
    Consent.objects.filter(actor=standing).update(given_at=now - timedelta(days=9_000))
    assert erase_what_is_old(Progress(lambda _done, _total: True)) == 2
    assert list(Notification.objects.values_list("pk", flat=True)) == [new.pk]
    assert not Notification.objects.filter(pk=old.pk).exists()
    assert list(Consent.objects.values_list("actor", flat=True)) == [standing.pk]
    assert Sweep.objects.get(pk="notifications").erased_in_all == 1
    assert erase_what_is_old(Progress(lambda _done, _total: True)) == 0
    assert Sweep.objects.get(pk="notifications").erased_in_all == 1
    page = client.get("/conservation").content.decode()
    assert "· 1 an<" in page
    assert "Un élément effacé en tout" in page
