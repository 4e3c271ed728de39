"""How answers are taken: agree or not, thanks, dissent, what happened."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.config.api_caller import caller
from tests.conftest import eyes_of, person, question_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Notification, Post
from toctoc.community.services import posts, tombstones
from toctoc.community.services.gestures import favour
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.blocks import block
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import Opinion, Question, Thanks
from toctoc.questions.queries.answers import do_opinions_differ, opinions_on
from toctoc.questions.queries.help_given import HelpGiven, help_given
from toctoc.questions.rules.opinions import Count, Opinions, are_shared
from toctoc.questions.services.questions import answer, move
from toctoc.questions.services.taking import judge, tell_what_happened, thank


def answered(question: Question, by: Actor, text: str = "Poursuivre huit jours.") -> Post:
    return answer(answerer=by, question=question, to=question.post, text=clear(text))


def given(actor: Actor) -> HelpGiven:
    return help_given([actor.pk])[actor.pk]


def close(question: Question, asker: Actor) -> None:
    question.refresh_from_db()
    move(mover=asker, viewer=eyes_of(asker), question=question, to="closed", outcome=clear("Traitement arrêté."))


def page_for(actor: Actor, question: Question) -> str:
    return words_of(signed_in(actor).client.get(f"/questions/{question.pk}"))


def test_one_tap_agrees_another_changes_ones_mind_and_the_same_takes_it_back(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    question = question_by(ruisseau, audience="public")
    said = answered(question, carrelet)
    address = f"/questions/reponses/{said.pk}/avis"
    peer, patient = signed_in(plumier).client, signed_in(avril).client
    for client in (peer, peer, patient):
        assert client.post(address, {"avis": "agree"})["Location"] == f"/messages/{said.pk}"
    assert opinions_on([said.pk])[said.pk] == Opinions(agree=Count(1, 1))
    peer.post(address, {"avis": "disagree"})
    assert opinions_on([said.pk])[said.pk] == Opinions(agree=Count(0, 1), disagree=Count(1, 0))
    page = page_for(avril, question)
    assert "Pas d’accord\u202f: 1 professionnel vérifié" in page
    assert "D’accord\u202f: 1 autre personne" in page
    peer.post(address, {"avis": "retirer"})
    assert opinions_on([said.pk])[said.pk] == Opinions(agree=Count(0, 1))
    assert patient.post(address, {"avis": "bof"}).status_code == 422
    assert Client().post(address, {"avis": "agree"}).status_code == 302
    assert Opinion.objects.count() == 1


def test_useful_is_counted_by_kind_of_people_too(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor
) -> None:
    question = question_by(ruisseau, audience="public")
    said = answered(question, carrelet)
    for actor in (plumier, avril, ruisseau):
        favour(actor=actor, post=said)
    assert "Utile\u202f: 2 professionnels vérifiés, 1 autre personne" in page_for(avril, question)


def test_an_account_counts_once_and_nobody_judges_its_own_answer(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau, audience="public")
    said = answered(question, carrelet)
    assert carrelet.account is not None
    other_name = make_actor(
        account=carrelet.account, handle="masque", portrait=Portrait(clear_line("Masque"), clear(""))
    )
    for own in (carrelet, other_name):
        with pytest.raises(Refused):
            judge(judge=own, question=question, answer=said, stand="agree")
    with pytest.raises(Invalid):
        judge(judge=ruisseau, question=question, answer=said, stand="maybe")
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("path", ["opinion", "thanks", "let-in"])
def test_an_outsider_finds_no_answer_to_judge(ruisseau: Actor, carrelet: Actor, dehors: Actor, path: str) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    method, sent = ("put", {"opinion": "agree"}) if path == "opinion" else ("post", {})
    assert caller(dehors).send(method, f"/posts/{said.pk}/{path}", sent).status == 404
    page = {"opinion": "avis", "thanks": "merci", "let-in": "montrer"}[path]
    address = f"/questions/reponses/{said.pk}/{page}"
    assert signed_in(dehors).client.post(address, {"avis": "agree"}).status_code == 404
    assert caller(dehors).get(f"/questions/{question.pk}/answers").status == 404


def test_a_question_is_no_answer(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert caller(carrelet).send("put", f"/posts/{question.pk}/opinion", {"opinion": "agree"}).status == 404
    assert caller(ruisseau).post(f"/posts/{question.pk}/thanks", {}).status == 404


def test_our_api_tells_how_each_answer_is_taken(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau)
    first, second = answered(question, carrelet), answered(question, plumier, "Arrêter.")
    said = caller(plumier).send("put", f"/posts/{first.pk}/opinion", {"opinion": "disagree"})
    assert (said.status, said.body["mine"], said.body["disagree"]) == (
        200,
        "disagree",
        {"professionals": 1, "others": 0},
    )
    caller(ruisseau).post(f"/posts/{second.pk}/thanks", {})
    page = caller(plumier).get(f"/questions/{question.pk}/answers?limit=1").body
    rest = caller(plumier).get(f"/questions/{question.pk}/answers?after={page['next']}").body
    assert [one["id"] for one in (*page["items"], *rest["items"])] == [str(first.pk), str(second.pk)]
    assert (page["items"][0]["mine"], rest["items"][0]["thanked"], rest["next"]) == ("disagree", True, None)


def test_the_asker_is_told_that_opinions_differ_and_decides(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    judge(judge=plumier, question=question, answer=said, stand="disagree")
    assert not do_opinions_differ(question), "one voice is no dissent"
    judge(judge=person("jonc", "nurse", proved=True), question=question, answer=said, stand="disagree")
    assert "ne sont pas d’accord entre eux" in page_for(ruisseau, question)
    assert "ne sont pas d’accord entre eux" not in page_for(plumier, question)
    question.refresh_from_db()
    assert question.state == "answered", "nothing moves by itself"
    client = signed_in(ruisseau).client
    client.post(f"/questions/{question.pk}/etat", {"cle": "k", "state": "dissent"})
    assert "ne sont pas d’accord entre eux" not in page_for(ruisseau, question)
    question.refresh_from_db()
    assert question.state == "dissent"


@pytest.mark.parametrize(
    "opinions",
    [
        Opinions(disagree=Count(2, 0)),
        Opinions(agree=Count(4, 0), disagree=Count(2, 0)),
        Opinions(disagree=Count(0, 2)),
    ],
)
def test_opinions_differ_from_two_and_a_third_of_professionals(opinions: Opinions) -> None:
    assert are_shared([Opinions(), opinions])


@pytest.mark.parametrize(
    "opinions",
    [
        Opinions(agree=Count(5, 0), disagree=Count(2, 0)),
        Opinions(agree=Count(3, 0), disagree=Count(0, 9)),
        Opinions(disagree=Count(1, 1)),
    ],
)
def test_a_few_voices_or_those_of_others_alone_are_no_dissent(opinions: Opinions) -> None:
    assert not are_shared([Opinions(), opinions])


def test_a_double_tap_thanks_once_and_tells_once(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    for _ in range(2):
        signed_in(ruisseau).client.post(f"/questions/reponses/{said.pk}/merci")
    assert caller(ruisseau).post(f"/posts/{said.pk}/thanks", {}).body["thanked"] is True
    assert list(Notification.objects.filter(recipient=carrelet).values_list("kind", flat=True)) == ["thanks"]
    assert given(carrelet) == HelpGiven(answers=1, thanked=1, closed=0, bridged=0)
    assert "Remerciée par" in page_for(carrelet, question)
    assert "Remercier" not in page_for(ruisseau, question)


def test_only_the_asker_thanks_and_never_itself(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau)
    said, own = answered(question, carrelet), answered(question, ruisseau, "Je précise.")
    assert signed_in(plumier).client.post(f"/questions/reponses/{said.pk}/merci").status_code == 403
    assert signed_in(ruisseau).client.post(f"/questions/reponses/{own.pk}/merci").status_code == 403
    assert not Thanks.objects.exists()


def test_an_answer_deleted_after_thanks_takes_them_along_and_moderation_brings_them_back(
    ruisseau: Actor, carrelet: Actor
) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    thank(thanker=ruisseau, question=question, answer=said)
    removed = tombstones.remove(post=said)
    assert given(carrelet) == HelpGiven()
    tombstones.restore(post=said, removed=removed)
    assert given(carrelet) == HelpGiven(answers=1, thanked=1)
    said.refresh_from_db()
    posts.delete(deleter=carrelet, post=said)
    assert given(carrelet) == HelpGiven()
    with pytest.raises(Missing):
        thank(thanker=ruisseau, question=question, answer=said)


def test_nobody_thanks_or_judges_across_a_block(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    block(blocker=carrelet, blocked=ruisseau)
    ruisseau.refresh_from_db()
    with pytest.raises(Missing):
        thank(thanker=ruisseau, question=question, answer=said)
    assert signed_in(ruisseau).client.post(f"/questions/reponses/{said.pk}/avis", {"avis": "agree"}).status_code == 404


def test_an_answer_says_that_its_proof_ended(ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    judge(judge=carrelet, question=question, answer=answered(question, plumier), stand="agree")
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    assert "Écrite avec une preuve qui n’est plus valable." in page_for(ruisseau, question)
    first, second = caller(ruisseau).get(f"/questions/{question.pk}/answers").body["items"]
    assert (first["id"], first["lost_proof"], second["lost_proof"]) == (str(said.pk), True, False)
    assert second["agree"] == {"professionals": 1, "others": 0}, "what was said with a proof stays so"


def test_the_asker_tells_what_happened_once_the_question_is_closed(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    client = signed_in(ruisseau).client
    early = client.post(f"/questions/{question.pk}/suite", {"cle": "a", "text": "Guéri."})
    assert "en fermant la question" in words_of(early)
    close(question, ruisseau)
    assert "Que s’est-il passé ensuite" in page_for(ruisseau, question)
    told = client.post(f"/questions/{question.pk}/suite", {"cle": "b", "text": "Guéri en dix jours."})
    assert told["Location"] == f"/questions/{question.pk}"
    assert "Guéri en dix jours." in page_for(carrelet, question)
    assert "Que s’est-il passé ensuite" not in page_for(carrelet, question)
    body = caller(carrelet).get(f"/questions/{question.pk}").body["question"]
    assert (body["outcome"], body["what_happened"]) == ("Traitement arrêté.", "Guéri en dix jours.")
    client.post(f"/questions/{question.pk}/etat", {"cle": "c", "state": "open"})
    assert caller(carrelet).get(f"/questions/{question.pk}").body["question"]["what_happened"] is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "Écrivez quelques mots"), ("x" * 1_001, "1000 caractères"), ("Appelez le 06 12 34 56 78", "[téléphone")],
)
def test_what_happened_passes_the_guard_and_stays_in_its_form(
    ruisseau: Actor, carrelet: Actor, text: str, sentence: str
) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    close(question, ruisseau)
    refused = signed_in(ruisseau).client.post(f"/questions/{question.pk}/suite", {"cle": "a", "text": text})
    assert refused.status_code == 422
    page = words_of(refused).replace("\u202f", "").replace("\xa0", "")
    assert sentence.replace("\u202f", "") in page
    question.refresh_from_db()
    assert question.what_happened == ""


def test_nobody_else_tells_what_happened(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    question = question_by(ruisseau)
    answered(question, carrelet)
    close(question, ruisseau)
    with pytest.raises(Refused):
        tell_what_happened(teller=carrelet, question=question, text=clear("Guéri."))
    path = f"/questions/{question.pk}/what-happened"
    assert caller(carrelet).send("put", path, {"text": "Guéri."}).status == 403
    assert caller(avril).send("put", path, {"text": "Guéri."}).status == 404
    assert caller(ruisseau).send("put", path, {"text": "Guéri."}).body["question"]["what_happened"] == "Guéri."


def test_opinions_of_who_leaves_are_forgotten_and_the_asker_who_leaves_takes_the_question(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question = question_by(ruisseau)
    said = answered(question, carrelet)
    judge(judge=plumier, question=question, answer=said, stand="agree")
    assert plumier.account is not None
    leave(account=plumier.account, speaking=plumier)
    assert opinions_on([said.pk]) == {}
    assert ruisseau.account is not None
    leave(account=ruisseau.account, speaking=ruisseau)
    assert signed_in(carrelet).client.get(f"/questions/{question.pk}").status_code == 404
    address = f"/questions/reponses/{said.pk}/avis"
    assert signed_in(carrelet).client.post(address, {"avis": "agree"}).status_code == 404


def test_a_page_of_many_answers_takes_no_more_statements_than_one_of_few(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    reader = signed_in(person("jonc", "nurse", proved=True))

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.client.get(f"/questions/{question.pk}").status_code == 200
        return len(asked)

    said = answered(question, carrelet)
    judge(judge=ruisseau, question=question, answer=said, stand="agree")
    statements()
    few = statements()
    for number in range(12):
        said = answered(question, person(f"pair{number}", "doctor", proved=True), f"Avis {number}.")
        judge(judge=carrelet, question=question, answer=said, stand="disagree")
        favour(actor=ruisseau, post=said)
        thank(thanker=ruisseau, question=question, answer=said)
    assert statements() <= few
