"""Surveys and theses: recognised or declared, two promises, reminders, and how they were kept, in public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import question_by, signed_in
from toctoc.community.models import Notification
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.privacy.services import clear
from toctoc.questions.models import Pledge, Question
from toctoc.questions.rules.pledges import PledgeState, Survey, recognised
from toctoc.questions.services.passing_on.pledges import declare, due_pledges, follow_up, keep_promise, promise
from toctoc.questions.services.questions import answer
from toctoc.questions.services.restoring import give_back, keep

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

SURVEY = "Pouvez-vous répondre à mon questionnaire de thèse, 5 minutes : https://enquete.exemple.test/abc ?"


def promised(asker: Actor) -> Question:
    question = question_by(asker, SURVEY, audience="public")
    promise(asker=asker, question=question, open_result=True, answer_here=True)
    return question


def answered(asker: Actor, question: Question, text: str) -> Post:
    return answer(answerer=asker, question=question, to=question.post, text=clear(text))


def followed(moment: datetime) -> None:
    with clock.at(moment):
        for pledge_id in due_pledges(after=0, most=100):
            follow_up(pledge_id=pledge_id)


def reminders(actor: Actor) -> int:
    return Notification.objects.filter(recipient=actor, kind=NotificationKind.PROMISE).count()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SURVEY, Survey.THESIS),
        ("Merci de participer à notre enquête sur la garde, 3 minutes.", Survey.SURVEY),
        ("Please take part in this survey: https://survey.example.test", Survey.SURVEY),
        ("Sondage rapide, partagez : qui fait ses ECG seul ?", Survey.SURVEY),
        ("Quel questionnaire pour dépister la dépression ?", None),
        ("L’enquête épidémiologique a conclu quoi ?", None),
        ("Combien de minutes de repos après l’effort ?", None),
    ],
)
def test_a_survey_is_recognised_by_its_words(text: str, kind: Survey | None) -> None:
    assert recognised(text) is kind


def test_a_survey_is_asked_its_two_promises_and_both_are_needed(ruisseau: Actor) -> None:
    question = question_by(ruisseau, SURVEY, audience="public")
    assert Pledge.objects.get().state == PledgeState.ASKED
    assert reminders(ruisseau) == 1
    browser = signed_in(ruisseau).client
    page = f"/questions/{question.pk}"
    assert "promesses attendues" in browser.get(page).content.decode()
    one = browser.post(f"{page}/promesses", {"geste": "promettre", "resultat": "oui"})
    assert one.status_code == 422
    both = {"geste": "promettre", "resultat": "oui", "reponse": "oui"}
    assert browser.post(f"{page}/promesses", both).status_code == 302
    made = Pledge.objects.get()
    assert browser.post(f"{page}/promesses", both).status_code == 302
    assert Pledge.objects.get().due_at == made.due_at
    assert made.due_at is not None
    assert made.promised_at is not None
    assert made.due_at - made.promised_at == timedelta(days=365)


def test_its_asker_alone_promises_declares_or_denies(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau, SURVEY)
    other, own = signed_in(carrelet).client, signed_in(ruisseau).client
    address = f"/questions/{question.pk}/promesses"
    for sent in ({"geste": "nier"}, {"geste": "declarer", "genre": "survey"}, {"geste": "promettre"}):
        assert other.post(address, sent).status_code == 404
    assert other.post(address, {"geste": "x"}).status_code == 422
    assert own.post(address, {"geste": "declarer", "genre": "autre"}).status_code == 422
    assert own.post(address, {"geste": "tenir", "reponse": "x"}).status_code == 404
    assert own.post(address, {"geste": "nier"}).status_code == 302
    assert not Pledge.objects.exists()
    assert own.post(address, {"geste": "declarer", "genre": "survey"}).status_code == 302
    # What was declared stays one.
    assert own.post(address, {"geste": "nier"}).status_code == 403
    assert Pledge.objects.get().kind == "survey"


def test_reminders_come_before_and_at_a_year_then_late_then_broken(ruisseau: Actor) -> None:
    promised(ruisseau)
    due = Pledge.objects.get().due_at
    assert due is not None
    before = reminders(ruisseau)
    seen = []
    for days in (-100, -59, -59, -13, 0, 1, 61, 91, 400):
        followed(due + timedelta(days=days))
        seen.append((reminders(ruisseau) - before, Pledge.objects.get().state))
    assert seen == [
        (0, "open"),
        (1, "open"),
        (1, "open"),
        (2, "open"),
        (3, "late"),
        (3, "late"),
        (4, "late"),
        (4, "broken"),
        (4, "broken"),
    ]


def test_a_result_in_the_thread_keeps_the_promise_and_everybody_sees_it(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = promised(ruisseau)
    empty = answered(ruisseau, question, "Merci à tous.")
    other = answered(carrelet, question, "Voir https://ailleurs.exemple.test/x")
    result = answered(ruisseau, question, "Le résultat : https://archive.exemple.test/these")
    own = signed_in(ruisseau).client
    address = f"/questions/{question.pk}/promesses"
    assert own.post(address, {"geste": "tenir", "reponse": str(empty.pk)}).status_code == 422
    assert own.post(address, {"geste": "tenir", "reponse": str(other.pk)}).status_code == 404
    assert own.post(address, {"geste": "tenir", "reponse": str(result.pk)}).status_code == 302
    assert own.post(address, {"geste": "tenir", "reponse": str(result.pk)}).status_code == 302
    assert Pledge.objects.get().state == PledgeState.KEPT
    shown = signed_in(avril).client.get(f"/questions/{question.pk}").content.decode()
    assert "promesses tenues" in shown
    assert "Lire le résultat" in shown
    # Taken back, it runs again.
    posts.delete(deleter=ruisseau, post=result)
    assert Pledge.objects.get().state == PledgeState.OPEN


def test_what_was_kept_or_broken_stands_on_the_next_survey(ruisseau: Actor, avril: Actor) -> None:
    first, second = promised(ruisseau), question_by(ruisseau, SURVEY.replace("5", "9"), audience="public")
    Pledge.objects.filter(question=first).update(state=PledgeState.BROKEN)
    shown = signed_in(avril).client.get(f"/questions/{second.pk}").content.decode()
    assert "non tenues 1" in shown


def test_a_late_result_is_kept_and_said_to_be_late(ruisseau: Actor, avril: Actor) -> None:
    question = promised(ruisseau)
    due = Pledge.objects.get().due_at
    assert due is not None
    with clock.at(due + timedelta(days=100)):
        followed(clock.now())
        result = answered(ruisseau, question, "Le résultat : https://archive.exemple.test/these")
        keep_promise(asker=ruisseau, question=question, result=result)
    shown = signed_in(avril).client.get(f"/questions/{question.pk}").content.decode()
    assert "donné en retard" in shown


def test_declaring_twice_declares_once(ruisseau: Actor) -> None:
    question = question_by(ruisseau, "Qui utilise l’échographe ?")
    for _ in range(2):
        declare(asker=ruisseau, question=question, kind="thesis")
    assert Pledge.objects.get().is_declared


def test_promises_come_back_with_a_question_that_moderation_restores(ruisseau: Actor) -> None:
    question = promised(ruisseau)
    kept = keep(question.post)
    Question.objects.filter(pk=question.pk).delete()
    assert not Pledge.objects.exists()
    give_back(question.post, kept)
    assert Pledge.objects.get().state == PledgeState.OPEN


def test_notifications_lead_to_the_promises(ruisseau: Actor) -> None:
    question = question_by(ruisseau, SURVEY)
    page = signed_in(ruisseau).client.get("/avis").content.decode()
    assert "Une promesse vous attend" in page
    assert f"/questions/{question.pk}#promesses" in page
