"""The whole way: a notice without an account, a decision with its reasons, an appeal to somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.conftest import SignedIn, post_by, signed_in
from tests.moderation.conftest import RULING, decide, gesture, give_notice, work
from toctoc.moderation.models import Appeal, Decision, Kept, LogLine, Notice

if TYPE_CHECKING:
    from django.test import Client

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
TEXT = "Tu devrais avoir honte, et je le redirai #demain à @ruisseau."


def link_in(letter: str) -> str:
    """Return the path of the link that a letter holds."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found is not None, letter
    return found[1]


def test_the_whole_way(client: Client, avril: Actor, ruisseau: Actor, guard: SignedIn, second: SignedIn) -> None:
    said = post_by(avril, TEXT)
    client.get("/")
    follow = give_notice(client, f"post:{said.pk}", name="Camille", email="camille@exemple.test")
    work()
    assert "Reçu" in client.get(follow).content.decode()
    notice = Notice.objects.get()
    received = mail.outbox.pop()
    assert received.to == ["camille@exemple.test"]
    assert notice.reference in received.subject
    assert link_in(str(received.body)) == follow

    decision_page = decide(guard, notice.pk)
    work()
    by_whom = {letter.to[0]: letter for letter in mail.outbox}
    assert set(by_whom) == {"camille@exemple.test", "avril@exemple.test"}
    assert "honte" not in client.get(f"/messages/{said.pk}").content.decode()
    assert "Retirer le message" in client.get(follow).content.decode()

    statement = link_in(str(by_whom["avril@exemple.test"].body))
    page = client.get(statement)
    assert RULING["text"] in page.content.decode()
    answer = client.post(statement, {"text": "Je citais une chanson.", "cle": "un"})
    assert answer["Location"] == statement
    assert "Je citais une chanson." in signed_in(avril).client.get(decision_page).content.decode()

    appeal = f"/moderation/recours/{Appeal.objects.get().pk}"
    refused = guard.client.post(appeal, {"geste": "confirmer", "text": "Non.", "cle": "deux"})
    assert refused.status_code == 403
    assert Appeal.objects.get().decided_at is None
    mail.outbox.clear()
    gesture(
        second, appeal, "remplacer", measure="none", ground="respect", text="C’est bien une chanson, citée en entier."
    )
    work()
    assert "une chanson" in mail.outbox[0].body
    assert "honte" in client.get(f"/messages/{said.pk}").content.decode()
    assert not Kept.objects.exists()
    first, instead = Decision.objects.order_by("pk")
    assert first.undone_at is not None
    assert (instead.replaces, instead.measure) == (first, "none")
    assert list(LogLine.objects.order_by("pk").values_list("verb", flat=True)) == [
        "take",
        "decide",
        "decide",
        "appeal",
    ]
