"""What people see of waves: numbers on the page, "Pourquoi moi ?", one tap to answer, pass or be busy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.conftest import eyes_of, person, question_by, signed_in
from tests.questions.knocking import brought, dermatologists
from toctoc.community.models import Notification
from toctoc.kernel import clock
from toctoc.live.models import LiveEvent
from toctoc.people.services.tokens import issue_token
from toctoc.privacy.services import clear
from toctoc.questions.models import Invitation, Question, Wave
from toctoc.questions.queries.availability import standing
from toctoc.questions.queries.lists import knocking_for
from toctoc.questions.rules.reach import in_turn
from toctoc.questions.services.questions import QuestionDraft, ask, give_up_waiting, pass_on

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def page_of(actor: Actor, address: str) -> str:
    answer = signed_in(actor).client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def asked_by(actor: Actor, address: str) -> Any:
    assert actor.account is not None
    token = issue_token(account=actor.account)
    return Client().get(address, headers={"Authorization": f"Bearer {token}"})


def test_the_page_tells_how_many_were_told_and_read_and_never_who(ruisseau: Actor) -> None:
    many = dermatologists(5)
    draft = QuestionDraft(clear("Que voyez-vous ?"), ("dermatologie",), "now", "professionals")
    question = ask(asker=ruisseau, draft=draft)
    brought(question)
    address = f"/questions/{question.pk}"
    assert "5 confrères prévenus, aucun n’a encore lu." in page_of(ruisseau, address)
    LiveEvent.objects.all().delete()
    for reader in many[:2]:
        page_of(reader, address)
        page_of(reader, address)
    assert LiveEvent.objects.filter(kind="state", channels=f"actor:{ruisseau.pk}").count() == 2
    page = page_of(ruisseau, address)
    assert "5 confrères prévenus, 2 ont lu." in page
    assert "Prochain appel" in page
    assert not any(actor.display_name in page for actor in many)
    assert "Prochain appel" not in page_of(many[0], address)


def test_few_readers_are_not_counted_since_a_number_would_be_a_name(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    LiveEvent.objects.all().delete()
    page_of(carrelet, f"/questions/{question.pk}")
    assert Invitation.objects.exclude(read_at=None).count() == 1
    # Nor does the page move at the moment somebody reads.
    assert not LiveEvent.objects.filter(kind="state").exists()
    page = page_of(ruisseau, f"/questions/{question.pk}")
    assert "1 confrère prévenu." in page
    assert "a lu" not in page


def test_whoever_was_invited_learns_why_and_nobody_else(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    assert "La question demande votre spécialité." in page_of(carrelet, f"/questions/{question.pk}/pourquoi-moi")
    api = f"/api/toctoc/v1/questions/{question.pk}/why"
    told = asked_by(carrelet, api).json()
    assert told["circle"] == "specialty"
    assert {"name", "words", "value", "weight", "points"} == set(told["reasons"][0])
    for outsider in (ruisseau, person("curieux", "nurse", proved=True), person("patient")):
        assert signed_in(outsider).client.get(f"/questions/{question.pk}/pourquoi-moi").status_code == 404
        assert asked_by(outsider, api).status_code == 404


def test_passing_or_being_busy_takes_one_tap_also_from_the_notices(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    notices = page_of(carrelet, "/avis")
    assert "frappe à votre porte" in notices
    assert f'action="/questions/{question.pk}/occupe"' in notices
    busy = signed_in(carrelet).client.post(f"/questions/{question.pk}/occupe")
    assert busy.status_code == 302
    assert Invitation.objects.get(actor=carrelet).reply == "busy"
    assert not standing([carrelet.pk], clock.now())[carrelet.pk].is_available
    assert f'action="/questions/{question.pk}/occupe"' not in page_of(carrelet, "/avis")
    outsider = signed_in(person("dehors2", "nurse", proved=True)).client
    assert outsider.post(f"/questions/{question.pk}/occupe").status_code == 404


def test_when_all_who_were_invited_pass_the_next_wave_does_not_wait(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    planned = Wave.objects.get(sent_at=None).due_at
    signed_in(carrelet).client.post(f"/questions/{question.pk}/passer")
    assert Invitation.objects.get(actor=carrelet).reply == "passed"
    assert Wave.objects.get(sent_at=None).due_at < planned
    assert Notification.objects.filter(recipient=carrelet, kind="invited").count() == 1


def test_whoever_was_invited_finds_the_question_first_at_home_whatever_the_topics(
    ruisseau: Actor, plumier: Actor
) -> None:
    knocked = question_by(ruisseau)
    draft = QuestionDraft(clear("Faut-il un relais ?"), ("medicament",), "today", "professionals")
    newer = ask(asker=person("autre", "nurse", proved=True), draft=draft)
    eyes = eyes_of(plumier)
    assert in_turn(knocking_for(plumier, eyes)) == [newer.pk]
    brought(knocked)
    assert in_turn(knocking_for(plumier, eyes)) == [knocked.pk, newer.pk]
    pass_on(actor=plumier, question=knocked)
    assert in_turn(knocking_for(plumier, eyes)) == [newer.pk]


def test_what_nobody_answered_says_in_lists_how_many_were_told(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    give_up_waiting(question=Question.objects.get(pk=question.pk))
    page = page_of(carrelet, "/questions?etat=unanswered")
    assert "1 confrère prévenu, pas encore de réponse" in page
    assert "votre réponse serait la première" in page
