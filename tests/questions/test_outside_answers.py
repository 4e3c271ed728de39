"""Only proved professionals answer where the asker calls on them: others write to the asker alone, and know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import STRANGER, caller
from tests.conftest import eyes_of, signed_in
from tests.pages import words_of
from toctoc.community.models import Notification, Post
from toctoc.community.services import posts
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Proof
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.queries.help_given import HelpGiven, help_given
from toctoc.questions.services.apart import let_in, open_answers
from toctoc.questions.services.questions import QuestionDraft, answer, ask
from toctoc.questions.services.taking import thank

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor

SAID = "Chez moi, cela a duré dix jours."


def asked_of_peers(asker: Actor, audience: str = "public", seal: str = "none") -> Question:
    """Ask in public what professionals answer."""
    draft = QuestionDraft(
        clear("Combien de temps ?"), ("dermatologie",), "today", audience, answerers="professionals", seal=seal
    )
    return ask(asker=asker, draft=draft)


def answered(question: Question, by: Actor, text: str = SAID, to: Post | None = None) -> Post:
    question.refresh_from_db()
    return answer(answerer=by, question=question, to=to or question.post, text=clear(text))


def page_for(actor: Actor, question: Question) -> str:
    return words_of(signed_in(actor).client.get(f"/questions/{question.pk}"))


def test_a_lay_answer_is_for_the_asker_alone_and_its_writer_is_told_before_and_after(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = asked_of_peers(ruisseau)
    before = "Votre réponse ne sera lue que par la personne qui l’a posée."
    assert before in page_for(avril, question)
    assert before not in page_for(carrelet, question)
    signed_in(avril).client.post(f"/questions/{question.pk}/repondre", {"cle": "a", "text": SAID, "voice": "lived"})
    said = Post.objects.get(text=SAID)
    assert "Votre réponse n’est lue que par la personne qui a posé la question." in page_for(avril, question)
    assert SAID in page_for(ruisseau, question)
    assert "Montrer à tous" in page_for(ruisseau, question)
    assert SAID not in page_for(carrelet, question)
    assert caller(carrelet).get(f"/posts/{said.pk}").status == 404
    assert STRANGER.get(f"/posts/{said.pk}").status == 404
    question.refresh_from_db()
    question.post.refresh_from_db()
    assert (question.state, question.answers_count, question.post.replies_count) == ("open", 0, 0)
    assert list(Notification.objects.filter(recipient=ruisseau).values_list("kind", flat=True)) == ["reply"]


def test_the_asker_hears_of_a_lay_reply_to_a_peer_and_the_peer_does_not(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = asked_of_peers(ruisseau)
    first = answered(question, carrelet, "Huit jours.")
    answered(question, avril, to=first)
    told = dict(Notification.objects.values_list("recipient__handle", "kind").filter(actor=avril))
    assert told == {"ruisseau": "apart"}


def test_the_asker_shows_it_to_all_once_and_it_never_counts_as_an_answer(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = asked_of_peers(ruisseau)
    said = answered(question, avril)
    for _ in range(2):
        assert signed_in(ruisseau).client.post(f"/questions/reponses/{said.pk}/montrer").status_code == 302
    page = page_for(carrelet, question)
    assert SAID in page
    assert "montrée à tous par la personne qui a posé la question" in page
    question.refresh_from_db()
    question.post.refresh_from_db()
    assert (question.state, question.answers_count, question.post.replies_count) == ("open", 0, 1)
    said.refresh_from_db()
    posts.delete(deleter=avril, post=said)
    question.refresh_from_db()
    avril.refresh_from_db()
    assert (question.answers_count, avril.answers_count) == (0, 0)


def test_only_the_asker_shows_it(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    question = asked_of_peers(ruisseau)
    said, peers = answered(question, avril), answered(question, carrelet, "Huit jours.")
    assert signed_in(carrelet).client.post(f"/questions/reponses/{said.pk}/montrer").status_code == 404
    assert caller(avril).post(f"/posts/{said.pk}/let-in", {}).status == 403
    with pytest.raises(Missing):
        let_in(mover=ruisseau, question=question, answer=peers)


def test_the_asker_answers_back_between_the_two_of_them(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    question = asked_of_peers(ruisseau)
    said = answered(question, avril)
    back = answered(question, ruisseau, "Merci. Sans traitement ?", to=said)
    assert back.text in page_for(avril, question)
    assert back.text not in page_for(carrelet, question)
    let_in(mover=ruisseau, question=question, answer=said)
    assert back.text not in page_for(carrelet, question), "what was said between two stays there"
    with pytest.raises(Missing):
        let_in(mover=ruisseau, question=question, answer=back)


def test_a_lay_answer_is_thanked_and_that_goes_with_it(ruisseau: Actor, avril: Actor) -> None:
    question = asked_of_peers(ruisseau)
    said = answered(question, avril)
    thank(thanker=ruisseau, question=question, answer=said)
    assert help_given([avril.pk])[avril.pk] == HelpGiven(answers=0, thanked=1)
    posts.delete(deleter=avril, post=said)
    assert help_given([avril.pk])[avril.pk] == HelpGiven()


def test_in_a_sealed_question_it_waits_until_the_others_are_opened(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = asked_of_peers(ruisseau, seal="sealed")
    answered(question, carrelet, "Huit jours.")
    said = answered(question, avril)
    assert SAID not in page_for(carrelet, question)
    with pytest.raises(Refused):
        let_in(mover=ruisseau, question=question, answer=said)
    open_answers(opener=ruisseau, viewer=eyes_of(ruisseau), question=question)
    assert "Huit jours." in page_for(avril, question)
    assert SAID not in page_for(carrelet, question), "opening shows what peers said"
    let_in(mover=ruisseau, question=question, answer=said)
    assert SAID in page_for(carrelet, question)


def test_whoever_loses_its_proof_writes_to_the_asker_alone_from_then_on(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account
) -> None:
    question = asked_of_peers(ruisseau)
    answered(question, carrelet, "Huit jours.")
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    carrelet.refresh_from_db()
    answered(question, carrelet, "Ou dix.")
    page = page_for(plumier, question)
    assert "Huit jours." in page
    assert "Ou dix." not in page


def test_who_proved_nothing_does_not_call_on_professionals(avril: Actor, dehors: Actor) -> None:
    for asker in (avril, dehors):
        with pytest.raises(Refused):
            asked_of_peers(asker)
    assert "Seuls des professionnels vérifiés répondent" not in words_of(
        signed_in(avril).client.get("/questions/poser")
    )
    asked = {"topics": ["dermatologie"], "urgency": "today", "answerers": "professionals"}
    sent = {"text": "Et vous ?", "audience": {"kind": "public"}, "question": asked}
    assert caller(avril).post("/posts", sent).status == 403
    assert not Question.objects.exists()


def test_a_proved_asker_calls_on_professionals_by_the_form_and_our_api(ruisseau: Actor, avril: Actor) -> None:
    typed = {"text": "Que faire ?", "topics": ["dermatologie"], "urgency": "today", "audience": "public"}
    client = signed_in(ruisseau).client
    assert "Seuls des professionnels vérifiés répondent" in words_of(client.get("/questions/poser"))
    client.post("/questions/poser", {"cle": "a", **typed, "answerers": "professionals"})
    question = Question.objects.get()
    assert question.answerers == "professionals"
    assert caller(avril).get(f"/questions/{question.pk}").body["question"]["answerers"] == "professionals"
    assert "Les professionnels vérifiés" in words_of(signed_in(avril).client.get("/questions"))
