"""The page that finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import post_by, signed_in
from tests.search.indexing import build, settle
from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor


def page(client: Client, query: str, status: int = 200) -> str:
    response = client.get(f"/recherche?{query}")
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def said(ruisseau: Actor, avril: Actor, index_folder: Path) -> None:
    build()
    post_by(ruisseau, "Le zona : traiter sous 72 heures.", audience="professionals")
    post_by(avril, "Mon zona me brûle. #zona", audience="members")
    post_by(avril, "Un zona <i>guéri</i>.", audience="public")
    settle()


@pytest.mark.usefixtures("said")
def test_one_finds_what_one_may_read_with_its_words_marked(ruisseau: Actor, avril: Actor) -> None:
    strange, patient, doctor = (
        page(c, "q=zona") for c in (Client(), signed_in(avril).client, signed_in(ruisseau).client)
    )
    assert "Un <mark>zona</mark> &lt;i&gt;guéri&lt;/i&gt;." in strange
    assert "brûle" not in strange
    assert "#zona" not in strange
    assert "72 heures" not in strange + patient
    assert "Mon <mark>zona</mark> me brûle." in patient
    assert "#zona" in patient
    assert "Le <mark>zona</mark> : traiter sous 72 heures." in doctor


@pytest.mark.usefixtures("said")
def test_people_are_found_even_misspelt(ruisseau: Actor) -> None:
    found = page(Client(), "q=ruiseau")
    assert 'href="/@ruisseau"' in found
    assert "Toutes les personnes" not in found


@pytest.mark.usefixtures("said")
def test_nothing_found_says_what_to_do() -> None:
    assert "Rien de ce que vous pouvez lire ne correspond." in page(Client(), "q=introuvable")
    assert "Rien de ce que vous pouvez lire ne correspond." in page(Client(), "q=zona&de=personne_ici")


@pytest.mark.usefixtures("said")
def test_an_empty_page_teaches_and_wrong_filters_say_nothing(avril: Actor) -> None:
    assert "Ce que l’on trouve ici" in page(Client(), "")
    assert "<mark>" in page(
        Client(), "q=zona&voix=x&etat=y&du=hier&au=9999-12-31&page=x&type=z&langue=1&profession=roi"
    )
    assert "<mark>" in page(Client(), "q=zona&du=2020-01-01&de=@avril&tri=date")
    assert "Rien de ce que" in page(Client(), "q=zona&au=2020-01-01")


@pytest.mark.usefixtures("said")
def test_pages_follow_each_other(avril: Actor) -> None:
    for number in range(25):
        post_by(avril, f"Migraine numéro {number}.")
    settle()
    first = page(Client(), "q=migraine")
    assert first.count("<article") == 20
    assert 'href="?q=migraine&amp;page=2"' in first
    assert page(Client(), "q=migraine&page=2").count("<article") == 5


def test_without_an_index_the_page_says_that_it_is_being_built(index_folder: Path, db: None) -> None:
    assert "La recherche se reconstruit." in page(Client(), "q=zona", 503)
    build()
    (next(index_folder.glob("index-*")) / "meta.json").write_text("{")
    assert "La recherche se reconstruit." in page(Client(), "q=zona", 503)


@pytest.mark.usefixtures("said")
def test_whoever_leaves_the_index_is_found_no_more_at_once(ruisseau: Actor, avril: Actor) -> None:
    client = signed_in(avril).client
    assert "Ne plus être trouvé" in client.get("/reglages/recherche").content.decode()
    for _ in range(2):
        assert client.post("/reglages/recherche", {"trouver": "non"}).status_code == 302
        assert "<article" not in page(Client(), "q=zona")
        assert "/@avril" not in page(Client(), "q=avril")
        settle()
    assert "<article" not in page(Client(), "q=zona")
    client.post("/reglages/recherche", {"trouver": "oui"})
    settle()
    assert page(Client(), "q=zona").count("<article") == 1
    assert Client().get("/reglages/recherche").status_code in {302, 401, 403}


@pytest.mark.usefixtures("said")
def test_the_api_finds_the_same(ruisseau: Actor) -> None:
    def texts(client: Client, query: str) -> list[str]:
        response = client.get(f"/api/toctoc/v1/search?{query}")
        assert response.status_code == 200, response.content
        return [item["text"] for item in response.json()["items"]]

    assert texts(Client(), "q=zona") == ["Un zona <i>guéri</i>."]
    assert texts(Client(), "q=zona&author=avril&limit=1&kind=post&voice=lived&language=fr") == ["Un zona <i>guéri</i>."]
    assert texts(Client(), "q=zona&profession=doctor") == []
    assert ruisseau.account is not None
    token = issue_token(account=ruisseau.account)
    response = Client().get("/api/toctoc/v1/search?q=zona", headers={"Authorization": f"Bearer {token}"})
    assert len(response.json()["items"]) == 3
    assert Client().get("/api/toctoc/v1/search").status_code == 422


def test_the_api_says_when_to_come_back(index_folder: Path, db: None) -> None:
    response = Client().get("/api/toctoc/v1/search?q=zona")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
