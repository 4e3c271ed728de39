"""Already answered? What is near is shown before one asks and beside a question, to those who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import STRANGER, caller
from tests.conftest import eyes_of, signed_in
from tests.pages import words_of
from tests.search.indexing import build, settle
from toctoc.community.rules.drafts import Extras
from toctoc.community.services.posts import delete
from toctoc.people.rules.audience import STRANGER as NOBODY
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.queries.similar import similar
from toctoc.questions.rules.equivalents.reading import expanded, groups, groups_in, read
from toctoc.questions.rules.likeness import Known, ranked
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move
from toctoc.search.rules.words import words_of as stems_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

GOUT = "Crise de goutte chez un patient sous furosémide, faut-il changer le diurétique ?"
SAME = "Accès goutteux sous Lasilix : changer le diurétique ?"
SECRET = "Rien sous AINS, je préfère la colchicine chez lui."


def asked(asker: Actor, text: str = GOUT, audience: str = "professionals", seal: str = "none") -> Question:
    return ask(asker=asker, draft=QuestionDraft(clear(text), ("traitement",), "today", audience, seal=seal))


def answered(question: Question, by: Actor, text: str = SECRET) -> None:
    answer(answerer=by, question=question, to=question.post, text=clear(text))


def written(**changes: object) -> dict[str, object]:
    return {
        "text": SAME,
        "urgency": "today",
        "audience": "professionals",
        "topics": ["traitement"],
        "cle": "k",
        **changes,
    }


def ids(actor: Actor, text: str = SAME) -> list[int]:
    return [one.id for one in similar(eyes_of(actor), text)]


@pytest.mark.usefixtures("index")
def test_the_same_need_in_other_words_is_found_with_its_state_and_outcome(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked(ruisseau)
    asked(ruisseau, "Quelle marque de stéthoscope pour une jeune interne ?")
    answered(question, carrelet)
    question.refresh_from_db()
    move(
        mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=clear("Changé pour un autre.")
    )
    build()
    [first] = similar(eyes_of(carrelet), SAME)
    assert (first.kind, first.id, first.state, first.has_outcome) == ("question", question.pk, "closed", True)
    assert first.url == question.post.get_absolute_url()
    assert first.answers_it


@pytest.mark.usefixtures("index")
def test_outsiders_do_not_find_what_professionals_ask_and_nobody_what_was_taken_back(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = asked(ruisseau)
    build()
    assert ids(carrelet) == [question.pk]
    assert ids(avril) == []
    assert similar(NOBODY, SAME) == []
    assert caller(avril).post("/questions/similar", {"text": SAME}).body == []
    # The row says no before the index knows.
    delete(post=question.post, deleter=ruisseau)
    assert ids(carrelet) == []
    settle()
    assert ids(carrelet) == []


@pytest.mark.usefixtures("index")
def test_what_stands_behind_a_warning_is_not_shown_beside_another(ruisseau: Actor, carrelet: Actor) -> None:
    extras = Extras(warning=clear("Récit d’un décès"))
    ask(asker=ruisseau, draft=QuestionDraft(clear(GOUT), ("traitement",), "today", "professionals", extras))
    build()
    [first] = similar(eyes_of(carrelet), SAME)
    assert first.title == "Récit d’un décès"


def test_a_sealed_answer_is_neither_found_nor_shown(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked(ruisseau, "Douleur du coude après tennis, que proposer au patient ?", seal="sealed")
    answered(question, carrelet)
    build()
    assert ids(ruisseau, "Colchicine plutôt que les AINS ?") == []
    page = signed_in(ruisseau).client.post("/questions/poser/proches", {"text": SECRET})
    assert SECRET not in words_of(page)


def test_without_an_index_nothing_is_near_and_one_asks_as_ever(ruisseau: Actor) -> None:
    asked(ruisseau)
    assert ids(ruisseau) == []
    assert signed_in(ruisseau).client.post("/questions/poser", written()).status_code == 302


def test_what_is_near_is_shown_while_one_types_and_knocking_then_is_one_tap(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked(ruisseau)
    answered(question, carrelet)
    build()
    client = signed_in(carrelet).client
    part = client.post("/questions/poser/proches", {"text": SAME, "topics": ["traitement", "nothing"]})
    assert "Déjà répondu ?" in words_of(part)
    assert "Répondue" in words_of(part)
    assert 'name="quand_meme" value="oui"' in part.content.decode()
    assert client.post("/questions/poser", written(quand_meme="oui")).status_code == 302


def test_without_a_script_an_answered_one_holds_back_once_and_the_text_is_kept(
    ruisseau: Actor, carrelet: Actor
) -> None:
    question = asked(ruisseau)
    build()
    client = signed_in(carrelet).client
    answered(question, carrelet)
    held = client.post("/questions/poser", written(text=GOUT))
    assert held.status_code == 200
    assert "Frapper quand même" in words_of(held)
    assert GOUT in words_of(held)
    assert Question.objects.count() == 1
    assert client.post("/questions/poser", written(text=GOUT, quand_meme="oui")).status_code == 302
    assert Question.objects.count() == 2


def test_one_without_an_answer_holds_nobody_back(ruisseau: Actor, carrelet: Actor) -> None:
    asked(ruisseau)
    build()
    assert signed_in(carrelet).client.post("/questions/poser", written(text=GOUT)).status_code == 302


def test_the_page_of_a_question_links_to_those_near_it_and_leaves_itself_out(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    one, other = asked(ruisseau), asked(ruisseau, SAME)
    build()
    client = signed_in(carrelet).client
    address = f"/questions/{one.pk}/proches"
    assert f'href="{address}"' in client.get(f"/questions/{one.pk}").content.decode()
    page = client.get(address).content.decode()
    assert other.post.get_absolute_url() in page
    assert GOUT not in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert SAME in part.replace("\xa0", " ").replace("\u202f", " ")
    assert signed_in(avril).client.get(address).status_code == 404
    assert client.get("/questions/1/proches").status_code == 404


def test_the_api_tells_what_is_near_and_refuses_strangers_and_bad_input(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked(ruisseau)
    build()
    told = caller(carrelet).post("/questions/similar", {"text": SAME, "topics": ["traitement", "nothing"]})
    assert [(one["kind"], one["id"], one["state"]) for one in told.body] == [("question", str(question.pk), "open")]
    assert STRANGER.post("/questions/similar", {"text": SAME}).status == 401
    assert caller(carrelet).post("/questions/similar", {"text": SAME, "most": 0}).status == 422


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("text", ["", "?", "goutte", "\x00", "🙂" * 3_000, "' | & ! : * \\ ''", "a" * 9_000])
def test_any_text_is_looked_for(ruisseau: Actor, text: str) -> None:
    asked(ruisseau)
    build()
    assert len(similar(eyes_of(ruisseau), text)) <= 1


def test_groups_say_what_is_the_same_and_what_is_near() -> None:
    [same, other, near] = read(["# nothing", "HTA = hypertension artérielle ~ Amlor = amlodipine  # a remark", "alone"])
    assert (same.weight, other.weight, near.weight) == (1.0, 1.0, 0.5)
    assert len(near.forms) == 4
    assert len(groups()) >= 600
    assert groups_in(stems_of("une HTA", "fr")) & groups_in(stems_of("hypertension artérielle", "fr"))
    assert expanded(["hta"], 3)[0] == "hta"
    assert len(expanded(stems_of(GOUT, "fr"), 20)) == 20


def test_sheets_then_outcomes_then_recent_ones_come_first_among_equals() -> None:
    found = [
        Known(("question", 1), GOUT, age_days=3_000),
        Known(("question", 2), GOUT),
        Known(("question", 3), GOUT, has_outcome=True),
        Known(("sheet", 4), GOUT, is_sheet=True),
        Known(("question", 5), "Rien à voir", frozenset(["traitement"])),
    ]
    order = ranked(SAME, {"traitement": 1.0}, found)
    assert [one.key[1] for one in order] == [4, 3, 2, 1, 5]
    assert order[-1].nearness == 0
    assert ranked("", {}, found)[0].nearness == 0
