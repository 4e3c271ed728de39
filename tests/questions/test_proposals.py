"""What is proposed from a question's text, through the pages and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.pages import words_of
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from toctoc.people.models import Actor

TEXT = "Éruption annulaire sous dermocorticoïde depuis six semaines chez l’adulte. Psoriasis ou mycose ?"
PROPOSE = "/questions/poser/proposer"


def written(**changes: object) -> dict[str, object]:
    """Return a question as the form of the page sends it, before any topic is chosen."""
    return {"text": TEXT, "urgency": "today", "audience": "professionals", "cle": "k", **changes}


def test_topics_are_proposed_while_one_types_and_none_is_ticked(ruisseau: Actor) -> None:
    page = signed_in(ruisseau).client.post(PROPOSE, written())
    html = page.content.decode()
    assert 'name="proposer" value="dermatologie"' in html
    assert "très probable" in words_of(page)
    assert "checked" not in html
    assert not Question.objects.exists()


def test_pressing_a_proposal_ticks_it_and_keeps_what_was_chosen(ruisseau: Actor) -> None:
    sent = written(topics=["vaccin"], proposer="dermatologie")
    html = signed_in(ruisseau).client.post(PROPOSE, sent).content.decode()
    assert 'value="dermatologie" checked autofocus' in html
    assert 'value="vaccin" checked' in html
    assert 'name="proposer" value="dermatologie"' not in html


def test_without_a_script_the_button_shows_the_page_again_with_proposals_and_sends_nothing(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    page = client.post("/questions/poser", written(proposer=""))
    assert page.status_code == 200
    assert 'name="proposer" value="dermatologie"' in page.content.decode()
    assert TEXT in words_of(page)
    ticked = client.post("/questions/poser", written(proposer="dermatologie"))
    assert 'value="dermatologie" checked' in ticked.content.decode()
    assert not Question.objects.exists()


def test_a_question_without_a_topic_is_offered_topics_and_knocks_in_one_tap(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    refused = client.post("/questions/poser", written())
    assert refused.status_code == 422
    assert "Frapper avec ces thèmes\u202f: Dermatologie" in words_of(refused)
    sent = client.post("/questions/poser", written(avec="dermatologie"))
    assert sent.status_code == 302
    assert [row.topic for row in Question.objects.get().topics.all()] == ["dermatologie"]


def test_nothing_is_proposed_beyond_three_topics_nor_for_a_few_letters(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    full = client.post(PROPOSE, written(topics=["vaccin", "ordre", "legal"]))
    assert 'name="proposer"' not in full.content.decode()
    short = client.post(PROPOSE, written(text="ok ?", proposer=""))
    assert "Rien à proposer pour l’instant" in words_of(short)


@pytest.mark.parametrize(
    ("changes", "doubted"),
    [
        ({"text": "C’est urgent, patient devant moi : que faire ?", "urgency": "week"}, True),
        ({"text": "C’est urgent, patient devant moi : que faire ?", "urgency": "now"}, False),
        ({"text": "Rien d’urgent : comment suivez-vous ces patients ?", "urgency": "now"}, True),
        ({"text": "Rien d’urgent : comment suivez-vous ces patients ?", "urgency": "week"}, False),
        ({"text": "Comment suivez-vous ces patients ?", "urgency": "now"}, False),
    ],
)
def test_a_hurry_in_words_that_the_choice_denies_is_asked_about(
    ruisseau: Actor, changes: dict[str, object], *, doubted: bool
) -> None:
    page = words_of(signed_in(ruisseau).client.post(PROPOSE, written(**changes)))
    assert ("Est-ce bien cela" in page) is doubted


def test_a_text_that_asks_nothing_is_told_so_and_sent_all_the_same(ruisseau: Actor) -> None:
    client, text = signed_in(ruisseau).client, "Le service de dermatologie ouvre une consultation lundi."
    assert "ne ressemble pas à une question" in words_of(client.post(PROPOSE, written(text=text)))
    assert client.post("/questions/poser", written(text=text, topics=["dermatologie"])).status_code == 302


def test_words_of_the_writer_are_shown_as_text(ruisseau: Actor) -> None:
    page = signed_in(ruisseau).client.post(PROPOSE, written(text="<b>C’est urgent</b>, que faire ?", urgency="week"))
    assert "<b>" not in page.content.decode()


@pytest.mark.parametrize("text", ["a" * 100_000, "? " * 50_000, "\u202e" * 20_000, "urgent " * 14_000, "\x00", ""])
def test_hostile_text_is_answered(ruisseau: Actor, text: str) -> None:
    assert signed_in(ruisseau).client.post(PROPOSE, written(text=text)).status_code == 200


def test_somebody_who_is_not_signed_in_is_proposed_nothing(db: None) -> None:
    response = Client().post(PROPOSE, written())
    assert response.status_code == 302
    assert "/compte/login/" in response["Location"]


def test_a_made_up_topic_is_not_taken(ruisseau: Actor) -> None:
    html = signed_in(ruisseau).client.post(PROPOSE, written(proposer="astrologie")).content.decode()
    assert "checked" not in html
    assert "astrologie" not in html
