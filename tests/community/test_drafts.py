"""Drafts: kept through the guard, for their author alone, resumed as they were left."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.pages import words_of
from toctoc.community.models import Post, Unsent
from toctoc.community.rules.unsent import MOST_UNSENT
from toctoc.community.services import unsent
from toctoc.kernel import clock
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

TEXT = "Une pensée à finir."
TYPED = {
    "text": TEXT,
    "audience": "named",
    "people": "@dehors",
    "warning": "Deuil",
    "poll": ["Oui", "Non"],
    "poll_lasts": "60",
    "language": "en",
    "cle": "k",
}


def kept(actor: Actor, **changes: object) -> Response:
    return signed_in(actor).client.post("/messages/nouveau", {**TYPED, "faire": "brouillon", **changes})


def test_a_draft_is_kept_listed_resumed_and_said(avril: Actor, dehors: Actor) -> None:
    client = signed_in(avril).client
    assert kept(avril)["Location"] == "/brouillons"
    assert not Post.objects.exists()
    draft = Unsent.objects.get()
    assert TEXT in words_of(client.get("/brouillons"))
    page = words_of(client.get(f"/messages/nouveau?brouillon={draft.pk}"))
    for shown in (f"{TEXT}</textarea>", 'value="named" checked', 'value="@dehors"', 'value="Deuil"', 'value="Oui"'):
        assert shown in page
    assert 'value="en" lang="en" selected' in page
    assert 'value="60" selected' in page
    assert "Lisible par @dehors" in page
    said = client.post("/messages/nouveau", {**TYPED, "draft": str(draft.pk), "cle": "autre"})
    assert said["Location"] == f"/messages/{Post.objects.get().pk}"
    assert not Unsent.objects.exists()


def test_what_the_guard_finds_never_rests_on_the_server(avril: Actor) -> None:
    for changes in (
        {"text": "Le 06 12 34 56 78"},
        {"warning": "Le 06 12 34 56 78"},
        {"poll": ["Le 06 12 34 56 78", "b"]},
    ):
        response = kept(avril, **changes)
        assert response.status_code == 422
        assert "Le 06 12 34 56 78" in words_of(response)
    assert not Unsent.objects.exists()


def test_a_draft_saves_itself_once_it_is_one(avril: Actor) -> None:
    client = signed_in(avril).client
    assert client.post("/brouillons/enregistrer", {"text": "Rien de demandé."}).status_code == 404
    assert 'hx-post="/brouillons/enregistrer"' not in words_of(client.get("/messages/nouveau"))
    kept(avril)
    draft = Unsent.objects.get()
    assert 'hx-post="/brouillons/enregistrer"' in words_of(client.get(f"/messages/nouveau?brouillon={draft.pk}"))
    answer = client.post("/brouillons/enregistrer", {**TYPED, "text": "La suite.", "draft": str(draft.pk)})
    assert "Brouillon enregistré à" in words_of(answer)
    draft.refresh_from_db()
    assert json.loads(draft.fields)["text"] == ["La suite."]
    blocked = client.post("/brouillons/enregistrer", {"text": "Le 06 12 34 56 78", "draft": str(draft.pk)})
    assert "votre texte reste dans ce navigateur" in words_of(blocked)
    draft.refresh_from_db()
    assert json.loads(draft.fields)["text"] == ["La suite."]


def test_a_draft_of_somebody_else_is_not_there(avril: Actor, dehors: Actor) -> None:
    kept(avril)
    draft = Unsent.objects.get()
    client = signed_in(dehors).client
    assert TEXT not in words_of(client.get("/brouillons"))
    assert client.get(f"/messages/nouveau?brouillon={draft.pk}").status_code == 404
    assert client.get("/messages/nouveau?brouillon=999").status_code == 404
    for verb in ("retenir", "supprimer"):
        assert client.post(f"/brouillons/{draft.pk}/{verb}").status_code == 404
        assert client.post(f"/brouillons/999/{verb}").status_code == 404
    assert client.post("/brouillons/enregistrer", {"text": "À moi.", "draft": str(draft.pk)}).status_code == 404
    assert kept(dehors, draft=str(draft.pk), text="À moi.").status_code == 302
    assert json.loads(Unsent.objects.get(owner=avril).fields)["text"] == [TEXT]
    assert Client().get("/brouillons").status_code in {302, 401, 403}
    client.post("/messages/nouveau", {**TYPED, "people": "@avril", "draft": str(draft.pk), "cle": "z"})
    assert Unsent.objects.filter(owner=avril).exists()


def test_a_draft_is_thrown_away(avril: Actor) -> None:
    kept(avril)
    client = signed_in(avril).client
    assert client.post(f"/brouillons/{Unsent.objects.get().pk}/supprimer")["Location"] == "/brouillons"
    assert not Unsent.objects.exists()


def test_fifty_drafts_are_enough(avril: Actor) -> None:
    for _ in range(MOST_UNSENT):
        unsent.keep(owner=avril, sheet=unsent.Sheet(clear(TEXT)))
    response = kept(avril)
    assert response.status_code == 403
    assert TEXT in words_of(response)
    assert "Supprimez-en un d’abord" in words_of(response)
    oldest = Unsent.objects.order_by("pk")[0]
    assert kept(avril, draft=str(oldest.pk)).status_code == 302
    assert Unsent.objects.count() == MOST_UNSENT


def test_a_draft_nobody_touches_goes_after_thirty_days(avril: Actor) -> None:
    kept(avril)
    with clock.at(clock.now() + timedelta(days=29)):
        assert unsent.forget_old() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert unsent.forget_old() == 1


@pytest.mark.parametrize("value", ["<script>", "x" * 300, "a b"])
def test_only_words_of_ours_are_kept_as_they_are(avril: Actor, value: str) -> None:
    kept(avril, voice=value)
    assert "voice" not in json.loads(Unsent.objects.get().fields)
