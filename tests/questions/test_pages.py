"""Asking and listing, through the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, question_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.people.models import Proof
from toctoc.people.services.proofs import revoke_proof
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Account, Actor

TEXT = "Éruption annulaire sous traitement depuis six semaines. Arrêter tout de suite ?"


def typed(**changes: object) -> dict[str, object]:
    """Return a question as a browser sends it."""
    return {
        "text": TEXT,
        "topics": ["dermatologie"],
        "urgency": "today",
        "audience": "professionals",
        "cle": "k",
        **changes,
    }


def ask_on_page(actor: Actor, **changes: object) -> Response:
    """Send the ask form."""
    return signed_in(actor).client.post("/questions/poser", typed(**changes))


def test_a_question_asked_on_the_page_is_read_by_a_peer(ruisseau: Actor, carrelet: Actor) -> None:
    response = ask_on_page(ruisseau)
    question = Question.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/questions/{question.pk}")
    page = words_of(signed_in(carrelet).client.get(f"/questions/{question.pk}"))
    assert TEXT in page
    assert "Lisible par 2 professionnels vérifiés" in page
    assert f'data-live="thread:{question.pk}"' in page


def test_the_page_says_what_the_service_is_not(ruisseau: Actor) -> None:
    page = words_of(signed_in(ruisseau).client.get("/questions/poser"))
    assert "Ce service n’est pas une téléconsultation. En cas d’urgence vitale, appelez le 15." in page


def test_somebody_without_a_proof_chooses_among_open_audiences_and_learns_how_to_open_others(dehors: Actor) -> None:
    page = words_of(signed_in(dehors).client.get("/questions/poser"))
    assert 'value="professionals"' not in page
    assert "demande une profession vérifiée" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Écrivez quelques mots"),
        ({"text": "  \n \u202f "}, "Écrivez quelques mots"),
        ({"text": "\u202e\u2066\u200b"}, "Écrivez quelques mots"),
        ({"text": "a" * 50_000}, "Raccourcissez-le"),
        ({"text": "a" * 5_001}, "au plus 5000 caractères"),
        ({"text": "bon\x00jour"}, "nul"),
        ({"text": " ".join(f"@nom{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(500))}, "au plus 20 personnes"),
        ({"text": "Écrivez à jeanne@exemple.test"}, "[adresse retirée]"),
        ({"text": "Appelez le 06 12 34 56 78"}, "[téléphone retiré]"),
        ({"topics": []}, "au moins un thème"),
        ({"topics": ["dermatologie", "traitement", "vaccin", "ordre"]}, "Trois thèmes au plus"),
        ({"topics": ["astrologie"]}, "Un de ces thèmes n’existe pas"),
        ({"urgency": "jamais"}, "Dites quand"),
        ({"audience": "tout-le-monde"}, "Cette audience"),
        ({"audience": "profession:astrologue"}, "Choisissez une profession"),
    ],
)
def test_bad_input_gets_a_sentence_writes_nothing_and_keeps_what_was_typed(
    ruisseau: Actor, changes: dict[str, object], sentence: str
) -> None:
    response = ask_on_page(ruisseau, **changes)
    assert response.status_code == 422
    page = words_of(response)
    assert sentence in page
    kept = str(changes.get("text", TEXT))
    assert kept.replace("\x00", "\x00") in page
    assert (Post.objects.count(), Question.objects.count()) == (0, 0)
    if "urgency" not in changes:
        assert '<input type="radio" name="urgency" value="today" checked>' in page


def test_an_audience_that_is_not_mine_is_refused_and_the_text_kept(dehors: Actor) -> None:
    response = ask_on_page(dehors, audience="professionals")
    assert response.status_code == 403
    assert "Faites vérifier votre profession" in words_of(response)
    assert TEXT in words_of(response)
    assert not Post.objects.exists()


def test_html_and_script_are_shown_as_they_were_typed(ruisseau: Actor) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)> Que faire ?"
    address = ask_on_page(ruisseau, text=attack)["Location"]
    page = signed_in(ruisseau).client.get(address).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_zalgo_and_direction_marks_are_tidied_before_they_are_shown(ruisseau: Actor) -> None:
    ask_on_page(ruisseau, text="Et ap\u0300" + "\u0300" * 40 + "rès \u202e12 mg\u202c ?")
    text = Post.objects.get().text
    assert "\u202e" not in text
    assert text.count("\u0300") <= 3


def test_the_same_form_sent_twice_asks_once(ruisseau: Actor) -> None:
    first, second = ask_on_page(ruisseau), ask_on_page(ruisseau)
    assert first["Location"] == second["Location"]
    assert Question.objects.count() == 1


def test_going_back_and_changing_the_text_asks_another_question(ruisseau: Actor) -> None:
    ask_on_page(ruisseau)
    assert ask_on_page(ruisseau, text="Une autre question ?").status_code == 302
    assert Question.objects.count() == 2


def test_a_mask_changes_the_text_and_sends_nothing(ruisseau: Actor) -> None:
    text = "Appelez le 06 12 34 56 78 ou jeanne@exemple.test"
    page = words_of(ask_on_page(ruisseau, text=text, masquer="0"))
    assert "Appelez le [téléphone retiré] ou jeanne@exemple.test</textarea>" in page
    page = words_of(ask_on_page(ruisseau, text=text, masquer="tout"))
    assert "Appelez le [téléphone retiré] ou [adresse retirée]</textarea>" in page
    assert not Post.objects.exists()


def test_a_mask_can_be_taken_back(ruisseau: Actor) -> None:
    text = "Appelez le 06 12 34 56 78\nou passez."
    page = words_of(ask_on_page(ruisseau, text=text, masquer="0"))
    assert f'name="texte_avant" value="{text}"' in page
    back = ask_on_page(ruisseau, text="Appelez le [téléphone retiré]", texte_avant=text, masquer="remettre")
    assert f"{text}</textarea>" in words_of(back)
    assert not Post.objects.exists()


def test_reading_again_while_typing_returns_the_findings_alone(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    found = client.post("/questions/poser/relire", {"text": "Appelez le 06 12 34 56 78"})
    assert found.status_code == 200
    assert "[téléphone retiré]" in words_of(found)
    assert "<html" not in words_of(found)
    assert words_of(client.post("/questions/poser/relire", {"text": "Rien à signaler"})).strip() == ""


def test_a_wrong_csrf_token_writes_nothing(ruisseau: Actor) -> None:
    client = Client(enforce_csrf_checks=True)
    assert ruisseau.account is not None
    client.force_login(ruisseau.account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/questions/poser", typed(csrfmiddlewaretoken="faux")).status_code == 403
    assert not Post.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/questions/poser", "/questions/poser/relire"])
def test_a_stranger_is_sent_to_the_door(path: str) -> None:
    response = Client().post(path, typed())
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert not Post.objects.exists()


def test_writing_too_fast_is_refused_with_the_text_kept(ruisseau: Actor) -> None:
    for number in range(30):
        question_by(ruisseau, f"Question {number} ?")
    response = ask_on_page(ruisseau)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 500
    assert "Reprenez dans quelques minutes" in words_of(response)
    assert TEXT in words_of(response)
    assert Question.objects.count() == 30


def test_the_list_shows_what_the_reader_may_read_and_nothing_else(ruisseau: Actor, dehors: Actor) -> None:
    question_by(ruisseau, "Réservée aux pairs ?")
    question_by(ruisseau, "Ouverte à tous ?", "public")
    assert "Réservée aux pairs" in words_of(signed_in(ruisseau).client.get("/questions"))
    for client in (signed_in(dehors).client, Client()):
        page = words_of(client.get("/questions"))
        assert "Ouverte à tous" in page
        assert "Réservée" not in page


def test_filters_keep_what_fits_and_an_empty_list_says_what_to_do(ruisseau: Actor) -> None:
    question_by(ruisseau, "Une question de peau ?")
    client = signed_in(ruisseau).client
    assert "Une question de peau" in words_of(client.get("/questions?theme=dermatologie&etat=open"))
    empty = words_of(client.get("/questions?theme=cardiologie"))
    assert "Une question de peau" not in empty
    assert "Voir toutes les questions" in empty


def test_an_empty_house_teaches(ruisseau: Actor) -> None:
    assert "La première question ouvre la porte" in words_of(signed_in(ruisseau).client.get("/questions"))


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["etat=ailleurs", "theme=astrologie", "avant=hier"])
def test_a_filter_that_does_not_exist_gets_a_sentence(query: str) -> None:
    assert Client().get(f"/questions?{query}").status_code == 422


def test_pages_follow_one_another_to_the_end(ruisseau: Actor) -> None:
    ids = [question_by(ruisseau, f"Question {number} ?").pk for number in range(21)]
    client = signed_in(ruisseau).client
    first = words_of(client.get("/questions"))
    assert f"?avant={ids[1]}" in first
    assert "Vous êtes à jour" not in first
    last = words_of(client.get(f"/questions?avant={ids[1]}"))
    assert f'id="p{ids[0]}"' in last
    assert "Vous êtes à jour" in last


def test_the_list_asks_the_same_number_of_statements_whatever_its_length(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    counts = []
    for more in (1, 12):
        for _ in range(more):
            question_by(ruisseau)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/questions").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_audience_sentence_counts_proofs_that_last(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account
) -> None:
    page = words_of(signed_in(ruisseau).client.get("/questions/poser"))
    assert "Lisible par 3 professionnels vérifiés" in page
    assert "Lisible par 2 médecins, profession vérifiée" in page
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    assert "Lisible par 2 professionnels vérifiés" in words_of(signed_in(ruisseau).client.get("/questions/poser"))


def test_the_english_page_speaks_of_the_same_things(db: None) -> None:
    reader = person("brook", "nurse", proved=True)
    client = signed_in(reader).client
    client.cookies["django_language"] = "en"
    page = words_of(client.get("/questions/poser"))
    assert 'lang="en"' in page
    assert "Dermatology" in page
