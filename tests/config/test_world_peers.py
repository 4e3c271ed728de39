"""What the demonstration shows of people who help each other: waves, opinions, duty, sheets, relays."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.urls import reverse

from tests.config.test_world_texts import NARROW
from toctoc.config.world import by_services, in_bulk, texts
from toctoc.config.world.cast import STARS
from toctoc.config.world.making import make_planned, plan_of
from toctoc.config.world.peers import open_peers
from toctoc.config.world.scales import SMALL
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor
from toctoc.privacy.services import clear
from toctoc.questions.models import (
    Boost,
    HelpCount,
    Invitation,
    Opinion,
    Pledge,
    PracticeSheet,
    Question,
    SheetReference,
    SheetReview,
    Thanks,
    Wave,
)
from toctoc.questions.queries.availability import on_duty, standing
from toctoc.questions.rules.asking import Seal
from toctoc.questions.rules.pledges import PledgeState
from toctoc.questions.rules.topics import checked_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from toctoc.config.world.plan import Plan
    from toctoc.config.world.steps import Steps

UNTIL = datetime(2026, 3, 4, 15, tzinfo=UTC)
HAMLET = replace(SMALL, patients=20, hospitals=2, questions=25, plain=5, follows=40, favourites=40, keeps=5, fresh=3)
ASKED = ("medecin", "dermatologue", "pharmacie", "infirmiere")


def performed(perform: Callable[[Plan, Steps], None]) -> Callable[[Plan, Steps], None]:
    def perform_and_open(plan: Plan, steps: Steps) -> None:
        perform(plan, steps)
        open_peers(plan.end, plan.seed, steps)

    return perform_and_open


@pytest.fixture(params=[by_services.perform, in_bulk.perform], ids=["served", "in bulk"])
def hamlet(request: pytest.FixtureRequest, db: None) -> Iterator[Plan]:
    """A world read at its end, while proofs last."""
    plan = plan_of(HAMLET, 6, UNTIL)
    make_planned(plan, performed(request.param))
    with clock.at(plan.end):
        yield plan


def star(name: str) -> Actor:
    return Actor.objects.get(account__email=f"{name}@exemple.test")


def every_text(kind: str) -> Iterator[str]:
    for scene in texts.scenes(kind):
        for name in ("text", "outcome", "happened", "question", "answer", "dissent"):
            yield scene.get(name, "")
        yield from (text for _, text in scene["answers"])


@pytest.mark.django_db
def test_the_introduced_people_are_asked_and_something_happened_to_what_was_asked(hamlet: Plan) -> None:
    for name in ASKED:
        actor = star(name)
        waiting = Invitation.objects.filter(actor=actor, reply="")
        assert 2 <= waiting.count() <= 6, name
        assert standing([actor.pk], hamlet.end)[actor.pk].daily_load
    assert Wave.objects.filter(turn=2, sent_at__isnull=False, question__state="unanswered").exists()
    assert not Wave.objects.filter(sent_at=None, due_at__lt=UNTIL.replace(hour=0, day=1)).exists()
    sealed = Question.objects.get(seal=Seal.SEALED)
    assert sealed.answers_count == 2
    told = Question.objects.exclude(what_happened="").get()
    assert told.outcome
    differing = Opinion.objects.filter(question__state="dissent").values_list("word", flat=True)
    assert set(differing) == {"agree", "disagree"}
    assert Thanks.objects.filter(question=told).count() == 2
    assert HelpCount.objects.get(actor=star("pharmacie")).thanked >= 1


@pytest.mark.django_db
def test_sheets_pools_relays_and_promises_stand_as_their_services_leave_them(hamlet: Plan) -> None:
    states = Counter(PracticeSheet.objects.values_list("state", flat=True))
    assert states == {"published": 2, "stale": 1}
    for sheet in PracticeSheet.objects.all():
        assert SheetReference.objects.filter(version=sheet.published).exists()
        places = SheetReview.objects.filter(version=sheet.published).values_list("department", flat=True)
        assert len(set(places)) == len(places) == 2
    doctors = on_duty(profession="doctor", department="29", at=hamlet.end)
    nurses = on_duty(profession="nurse", department="29", at=hamlet.end)
    assert (doctors, nurses) == ([star("medecin").pk], [star("infirmiere").pk])
    assert 1 <= Boost.objects.exclude(post=None).count() <= 4
    assert Pledge.objects.filter(state=PledgeState.OPEN, kind="thesis", asker=star("etudiante")).count() == 1


@pytest.mark.django_db
def test_their_pages_are_read_by_who_is_asked_and_by_nobody_outside(hamlet: Plan, client: Client) -> None:
    waiting = Invitation.objects.filter(actor=star("infirmiere"), reply="", question__audience="professionals").first()
    assert waiting is not None
    page = reverse("question", args=[waiting.question_id])
    assert client.get(page).status_code in {302, 404}
    client.force_login(Account.objects.get(email="infirmiere@exemple.test"))
    assert client.get(page).status_code == 200
    for address in ("/fiches", "/tours-de-garde", "/questions/relayees"):
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_same_seed_brings_questions_to_the_same_people() -> None:
    found = []
    for _ in range(2):
        with transaction.atomic():
            make_planned(plan_of(HAMLET, 6, UNTIL), performed(in_bulk.perform))
            rows = Invitation.objects.order_by("invited_at", "actor__handle")
            found.append(list(rows.values_list("actor__handle", "invited_at", "reply")))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0]


def test_every_text_passes_the_guard_and_keeps_french_typography() -> None:
    said = [text for kind in ("questions", "sheets") for text in every_text(kind) if text]
    assert len(set(said)) == len(said)
    wrong = re.compile(rf"['\"]|[^{NARROW}][?!;]|(?<![{NARROW}\d]):(?!\d)|\.\.\.| {{2}}| [,.?!;:]")
    for text in said:
        assert clear(text).text == text
        assert not wrong.search(text), text


def test_every_name_of_the_scenes_is_introduced_or_of_a_profession() -> None:
    known = {one.email.partition("@")[0] for one in STARS}
    for scene in texts.scenes("questions"):
        assert checked_topics(tuple(scene["topics"])) == tuple(scene["topics"])
        names = {scene["asker"], *scene["invited"], *(name for name, _ in scene["answers"])}
        assert {name for name in names if "/" not in name} <= known
