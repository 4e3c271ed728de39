"""Waves in their surroundings: pools of duty, groups, moderation; and what one wave costs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import eyes_of, person, question_by
from tests.groups.cast import group_by
from tests.questions.knocking import brought, dermatologists, invited_to, waves_of
from tests.search.indexing import build
from toctoc.community.services import tombstones
from toctoc.groups.services.membership import join
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.services.actors import limit
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear
from toctoc.questions.models import DutyTurn, Invitation, Wave
from toctoc.questions.rules.availability.pools import Aim
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.services.duty.pools import join_pool, make_pool
from toctoc.questions.services.questions import QuestionDraft, ask

if TYPE_CHECKING:
    from toctoc.questions.models import Question

pytestmark = pytest.mark.django_db
NO_MORE_THAN = 45


def to_duty(question: Question) -> None:
    """Go to the step of duty, whoever was told before."""
    Invitation.objects.filter(question=question).delete()
    Wave.objects.filter(question=question).update(circle=Circle.DUTY, step=4)


def on_call(holder: Actor, aim: Aim) -> None:
    pool = make_pool(maker=holder, viewer=eyes_of(holder), aim=aim)
    join_pool(actor=holder, pool=pool)
    now = clock.now()
    hours = timedelta(hours=4)
    DutyTurn.objects.create(pool=pool, holder=holder, starts_at=now - hours, ends_at=now + hours)


def test_the_last_wave_wakes_who_is_on_call_for_this_field_and_place_alone(ruisseau: Actor) -> None:
    called, elsewhere, idle = dermatologists(3)
    heart = person("coeur", "doctor", "cardiology", proved=True)
    on_call(called, Aim(profession="doctor", specialty="dermatology"))
    on_call(elsewhere, Aim(department="974", profession="doctor", specialty="dermatology"))
    on_call(heart, Aim(profession="doctor", specialty="cardiology"))
    question = question_by(ruisseau)
    to_duty(question)
    brought(question)
    assert invited_to(question) == {called.pk}
    assert idle.pk not in invited_to(question)


def test_a_question_of_a_group_knocks_at_its_members_only(ruisseau: Actor, carrelet: Actor) -> None:
    outside = dermatologists(2)
    group = group_by(ruisseau)
    join(actor=carrelet, group=group)
    asker = Actor.objects.get(pk=ruisseau.pk)
    draft = QuestionDraft(clear("Que voyez-vous ?"), ("dermatologie",), "now", f"group:{group.pk}")
    question = ask(asker=asker, draft=draft)
    brought(question)
    assert invited_to(question) == {carrelet.pk}
    assert not Invitation.objects.filter(actor__in=outside).exists()


def test_what_moderation_brings_back_goes_on_and_knocks_twice_at_nobody(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    before = waves_of(question)
    removed = tombstones.remove(post=question.post)
    assert not Wave.objects.exists()
    tombstones.restore(post=question.post, removed=removed)
    assert waves_of(question) == before
    new = dermatologists(1)[0]
    brought(question)
    assert invited_to(question) == {carrelet.pk, new.pk}
    assert Invitation.objects.count() == 2


def test_whom_moderation_limits_knocks_at_those_who_follow_it(ruisseau: Actor, carrelet: Actor) -> None:
    dermatologists(2)
    follow(follower=carrelet, followee=ruisseau)
    limit(actor=ruisseau)
    question = question_by(Actor.objects.get(pk=ruisseau.pk))
    brought(question)
    assert invited_to(question) == {carrelet.pk}


def test_one_wave_asks_the_database_the_same_however_many_could_be_invited(ruisseau: Actor) -> None:
    build()
    counted = []
    for prefix, more in (("few", 5), ("many", 25)):
        dermatologists(more, prefix)
        question = question_by(ruisseau)
        with CaptureQueriesContext(connection) as asked:
            brought(question)
        counted.append(len(asked))
        assert len(invited_to(question)) == 4
    assert counted[0] == counted[1] <= NO_MORE_THAN
