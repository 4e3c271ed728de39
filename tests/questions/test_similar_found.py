"""What is near is found on the page and by the API: sheets, brands, mis-spelt words; a warning keeps what it hides."""

from __future__ import annotations

import pytest

from tests.config.api_caller import caller
from tests.conftest import eyes_of, signed_in
from tests.pages import words_of
from tests.questions.test_sheets import published
from tests.search.indexing import build
from toctoc.community.rules.drafts import Extras
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear
from toctoc.questions.models import PracticeSheet, Question
from toctoc.questions.queries.similar import similar
from toctoc.questions.rules.likeness import Known, ranked
from toctoc.questions.services.questions import QuestionDraft, answer, ask
from toctoc.search.services.rebuild import rebuild

HIDDEN = "Grossesse découverte sous isotrétinoïne, que dire à la patiente ?"
WARNING = "Interruption de grossesse"


def asked(asker: Actor, text: str, extras: Extras | None = None) -> Question:
    draft = QuestionDraft(clear(text), ("traitement",), "week", "professionals", extras or Extras())
    return ask(asker=asker, draft=draft)


def looked_for(actor: Actor, text: str) -> list[int]:
    return [one.id for one in similar(eyes_of(actor), text)]


@pytest.mark.usefixtures("index")
def test_a_published_sheet_is_near_on_the_page_and_in_the_api_and_gone_once_retired(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    sheet = published(ruisseau, carrelet)
    rebuild(lambda _: None)
    need, address = {"text": "Faut-il stopper le traitement ?"}, f"/fiches/{sheet.pk}"
    browser = signed_in(carrelet).client
    assert address in browser.post("/questions/poser/proches", need).content.decode()
    told = caller(carrelet).post("/questions/similar", need).body
    assert ("sheet", str(sheet.pk)) in {(one["kind"], one["id"]) for one in told}
    # A member without a proof reads no sheet of professionals.
    assert address not in signed_in(avril).client.post("/questions/poser/proches", need).content.decode()
    assert caller(avril).post("/questions/similar", need).body == []
    PracticeSheet.objects.update(state="retired")
    assert address not in browser.post("/questions/poser/proches", need).content.decode()


@pytest.mark.usefixtures("index")
def test_what_a_warning_hides_is_not_told_by_pages_nor_by_the_api(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    hidden = asked(ruisseau, HIDDEN, Extras(warning=clear(WARNING)))
    answer(answerer=plumier, question=hidden, to=hidden.post, text=clear("Isotrétinoïne à arrêter le jour même."))
    need = "Grossesse sous Curacné, que dire à la patiente ?"
    mine = asked(carrelet, need)
    build()
    browser = signed_in(carrelet).client
    typing = words_of(browser.post("/questions/poser/proches", {"text": HIDDEN}))
    beside = words_of(browser.get(f"/questions/{mine.pk}/proches"))
    told = caller(carrelet).post("/questions/similar", {"text": need}).body
    assert WARNING in typing
    assert WARNING in beside
    assert WARNING in [one["title"] for one in told]
    assert "sotrétinoïne" not in f"{typing} {beside} {told}"


@pytest.mark.usefixtures("index")
def test_who_is_blocked_finds_nothing_of_whoever_blocked(ruisseau: Actor, carrelet: Actor) -> None:
    asked(ruisseau, HIDDEN)
    build()
    assert looked_for(carrelet, HIDDEN)
    block(blocker=ruisseau, blocked=carrelet)
    assert looked_for(Actor.objects.get(pk=carrelet.pk), HIDDEN) == []


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("Védolizumab : espacer les perfusions quand tout va bien ?", "Entyvio, allonger l’intervalle ?"),
        ("Stablon et dépendance, comment l’arrêter ?", "Sevrage de la tianéptine chez un accro"),
        ("Fluoxétine pendant l’allaitement, que dire ?", "Prozac et mère qui donne le sein"),
    ],
)
def test_a_brand_finds_its_substance_and_the_other_way_round(
    ruisseau: Actor, carrelet: Actor, said: str, later: str
) -> None:
    question = asked(ruisseau, said)
    for other in ("Stéthoscope pour une jeune interne ?", "Congés d’été au cabinet, qui remplace ?"):
        asked(ruisseau, other)
    build()
    assert looked_for(carrelet, later)[:1] == [question.pk]
    again = asked(ruisseau, later)
    build()
    assert question.pk in [one.id for one in similar(eyes_of(carrelet), said)]
    assert again.pk in [one.id for one in similar(eyes_of(carrelet), said)]


@pytest.mark.usefixtures("index")
def test_a_text_with_errors_of_typing_is_found_by_what_is_left_of_its_words(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked(ruisseau, "Crise de goutte sous furosémide, faut-il changer le diurétique ?")
    asked(ruisseau, "Quelle marque de stéthoscope pour une jeune interne ?")
    build()
    assert looked_for(carrelet, "crise de goute sous furosemdie, changé le diurétic ?")[:1] == [question.pk]


def test_what_is_named_twice_in_the_same_group_of_words_counts_once_a_word() -> None:
    short = Known(("question", 1), "Goutte et diurétique ?")
    long = Known(("question", 2), f"Goutte et diurétique ? {'Le contexte du voyage en train avec des bagages. ' * 8}")
    order = ranked("Accès de goutte sous diurétique", {}, [long, short])
    assert [one.key[1] for one in order] == [1, 2]
    assert all(0 < one.nearness <= 1 for one in order)


def test_topics_count_by_how_much_they_agree() -> None:
    found = [
        Known(("question", 1), "Goutte ?", frozenset({"traitement"})),
        Known(("question", 2), "Goutte ?", frozenset({"rhumatologie"})),
        Known(("question", 3), "Goutte ?"),
    ]
    order = ranked("La goutte", {"rhumatologie": 0.9, "traitement": 0.3}, found)
    assert [one.key[1] for one in order] == [2, 1, 3]
    assert len({one.nearness for one in order}) == 1
