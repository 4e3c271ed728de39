"""Ways in and out of questions by our JSON API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.config.api_caller import STRANGER, caller
from tests.conftest import person, post_by, question_by
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import KnockWord, Pledge, Question
from toctoc.questions.services.passing_on.boosting import activate_rule, pass_on_if_it_holds, propose_rule
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


def test_a_hashtag_says_at_once_what_it_opened_and_is_undone(ruisseau: Actor, carrelet: Actor) -> None:
    KnockWord.objects.create(word="#doctoctoc", profession="doctor", topic="diagnostic")
    sent = {"text": "Eczéma résistant, que faire ? #DocTocToc #dermatologie", "audience": {"kind": "professionals"}}
    said = caller(ruisseau).post("/posts", sent)
    assert said.body["question"]["topics"][0] == "dermatologie"
    address = f"/questions/{said.body['id']}/unopen"
    assert caller(carrelet).post(address).status == 404
    undone = caller(ruisseau).post(address)
    assert (undone.status, undone.body.get("question")) == (200, None)
    assert caller(ruisseau).post(address).status == 404
    assert not Question.objects.exists()


def test_promises_are_made_and_kept(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    own, other, address = caller(ruisseau), caller(carrelet), f"/questions/{question.pk}"
    assert own.get(f"{address}/promises").status == 404
    assert other.post(f"{address}/survey", {"kind": "thesis"}).status == 404
    assert own.post(f"{address}/survey", {"kind": "thesis"}).body["state"] == "asked"
    both = {"open_result": True, "answer_here": True}
    assert own.post(f"{address}/promises", {**both, "answer_here": False}).status == 422
    assert other.post(f"{address}/promises", both).status == 404
    made = own.post(f"{address}/promises", both).body
    assert own.post(f"{address}/promises", both).body == made
    assert made["state"] == "open"
    result = answer(
        answerer=ruisseau, question=question, to=question.post, text=clear("https://archive.exemple.test/x")
    )
    assert own.post(f"{address}/result", {"post": str(post_by(ruisseau).pk)}).status == 404
    kept = own.post(f"{address}/result", {"post": str(result.pk)}).body
    assert (kept["state"], kept["result"]) == ("kept", str(result.pk))
    assert other.get(f"{address}/promises").body == kept
    # Those outside its audience learn nothing.
    assert STRANGER.get(f"{address}/promises").status == 404
    assert own.post(f"{address}/unsurvey").status == 403


def test_a_question_that_is_no_survey_is_said_to_be_none(ruisseau: Actor) -> None:
    question = question_by(ruisseau, "Merci de répondre au questionnaire joint ?")
    assert Pledge.objects.exists()
    for _ in range(2):
        assert caller(ruisseau).post(f"/questions/{question.pk}/unsurvey").status == 204
    assert not Pledge.objects.exists()


def test_everybody_reads_what_was_passed_on(ruisseau: Actor, vigie: Account) -> None:
    other = person("adjoint").account
    assert other is not None
    other.is_moderator = True
    other.save()
    rule = propose_rule(proposer=vigie, text=clear("proved"), why=clear_line("Essai."))
    activate_rule(activator=other, rule_id=rule.pk)
    question, _ = (question_by(ruisseau, f"Que faire {n} ?", audience="public") for n in range(2))
    pass_on_if_it_holds(question_id=question.pk)
    assert [post["id"] for post in STRANGER.get("/questions/boosted").body["items"]] == [str(question.pk)]
