"""What may happen in the middle of a wave: people leave, block, lose proofs; hours change; workers die or are two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, question_by
from tests.questions.knocking import brought, dermatologists, invited_to, work
from toctoc.community.models import Notification
from toctoc.community.services import notifications
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.actors import reinstate, suspend
from toctoc.people.services.blocks import block, mute
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear
from toctoc.questions.models import Invitation, Peer, Wave
from toctoc.questions.queries.candidates import candidates, wanted_of
from toctoc.questions.rules.routing.choice import CAPS
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.services.questions import QuestionDraft, answer, ask, pass_on
from toctoc.questions.services.routing import waves
from toctoc.questions.services.routing.peers import know_everybody

if TYPE_CHECKING:
    from toctoc.questions.models import Question

pytestmark = pytest.mark.django_db


def reply_of(actor: Actor) -> str:
    return Invitation.objects.get(actor=actor).reply


def asked_at(asker: Actor, moment: datetime, urgency: str = "today") -> Question:
    with clock.at(moment):
        return ask(asker=asker, draft=QuestionDraft(clear("Que voyez-vous ?"), ("dermatologie",), urgency, "members"))


def due_at(question: Question) -> datetime:
    return Wave.objects.get(question=question, sent_at=None).due_at


def test_nobody_is_invited_who_may_not_read_or_wants_nothing_of_the_asker(ruisseau: Actor, dehors: Actor) -> None:
    blocked, blocker, muter, muted, passed, kept = dermatologists(6)
    block(blocker=ruisseau, blocked=blocked)
    block(blocker=blocker, blocked=ruisseau)
    mute(muter=muter, muted=ruisseau)
    mute(muter=ruisseau, muted=muted)
    question = question_by(Actor.objects.get(pk=ruisseau.pk), audience="profession:doctor")
    pass_on(actor=passed, question=question)
    nurse = person("infirmiere", "nurse", proved=True)
    brought(question)
    assert invited_to(question) == {kept.pk}
    assert not Invitation.objects.filter(actor__in=[dehors, nurse, ruisseau]).exists()


def test_a_person_with_two_names_is_asked_once_and_never_under_the_name_of_the_asker(ruisseau: Actor) -> None:
    one, other, twin = dermatologists(3)
    Actor.objects.filter(pk=other.pk).update(account=one.account)
    Actor.objects.filter(pk=twin.pk).update(account=ruisseau.account)
    question = question_by(ruisseau)
    brought(question)
    assert len(invited_to(question)) == 1
    assert invited_to(question) <= {one.pk, other.pk}


def test_a_proof_is_asked_at_the_moment_of_inviting(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, kept = dermatologists(2)
    question = question_by(ruisseau)
    found = candidates(question, wanted_of(question), Circle.SPECIALTY, clock.now())
    assert {one.actor_id for one in found} == {lost.pk, kept.pk}
    # Between the choice and the telling.
    Actor.objects.filter(pk=lost.pk).update(proved_until=clock.now() - timedelta(minutes=1))
    monkeypatch.setattr(waves, "candidates", lambda *_: found)
    brought(question)
    assert invited_to(question) == {kept.pk}


def test_who_loses_the_proof_blocks_or_leaves_in_the_middle_is_waited_for_no_more(
    ruisseau: Actor, vigie: Account
) -> None:
    lost, blocker, leaver, kept = dermatologists(4)
    question = question_by(ruisseau)
    brought(question)
    revoke_proof(proof=Proof.objects.get(actor=lost), decided_by=vigie)
    block(blocker=blocker, blocked=ruisseau)
    assert leaver.account is not None
    leave(account=leaver.account, speaking=leaver)
    assert [reply_of(actor) for actor in (lost, blocker, leaver, kept)] == ["withdrawn"] * 3 + [""]
    assert set(Peer.objects.values_list("pk", flat=True)) == {ruisseau.pk, blocker.pk, kept.pk}
    assert Wave.objects.get(question=question, turn=1, step=0).invited_count == 4


def test_who_is_let_in_again_finds_the_invitation_again(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    brought(question)
    suspended = Actor.objects.get(pk=carrelet.pk)
    suspend(actor=suspended)
    assert reply_of(carrelet) == "withdrawn"
    reinstate(actor=Actor.objects.get(pk=carrelet.pk))
    assert reply_of(carrelet) == ""
    assert invited_to(question) == {carrelet.pk}


def test_nothing_is_sent_while_the_asker_is_suspended(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=clock.now())
    brought(question)
    assert invited_to(question) == set()
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=None)
    work(clock.now() + timedelta(hours=2))
    assert invited_to(question) == {carrelet.pk}


def test_a_worker_that_dies_before_the_end_invited_nobody_and_the_next_forgets_nobody(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = dermatologists(3)
    question = asked_at(ruisseau, datetime(2026, 3, 4, 12, tzinfo=UTC), "now")
    monkeypatch.setattr(notifications, "wake", lambda _: 1 / 0)
    at = question.post.created_at
    work(at)
    assert not Invitation.objects.exists()
    assert not Notification.objects.filter(kind="invited").exists()
    assert Wave.objects.get(question=question).sent_at is None
    monkeypatch.undo()
    work(at + timedelta(minutes=10))
    work(at + timedelta(minutes=10))
    assert invited_to(question) == {actor.pk for actor in many}
    assert Notification.objects.filter(kind="invited").count() == len(many)
    assert not Notification.objects.filter(kind="invited").values("recipient").distinct().count() < len(many)


def test_a_wave_whose_job_was_cancelled_is_found_again(ruisseau: Actor, carrelet: Actor) -> None:
    question = asked_at(ruisseau, datetime(2026, 3, 4, 12, tzinfo=UTC), "now")
    Job.objects.all().delete()
    with clock.at(question.post.created_at + timedelta(minutes=20)):
        assert waves.overdue_waves() == [question.pk]
        waves.widen(question_id=question.pk)
        waves.widen(question_id=question.pk)
    assert invited_to(question) == {carrelet.pk}


def test_nobody_is_asked_more_than_the_cap_however_many_questions_come(ruisseau: Actor, carrelet: Actor) -> None:
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    for _ in range(CAPS.per_day + 3):
        asked_at(ruisseau, noon, "now")
    work(noon)
    assert Invitation.objects.filter(actor=carrelet).count() == CAPS.per_day
    work(noon + timedelta(minutes=1))
    assert Invitation.objects.filter(actor=carrelet).count() == CAPS.per_day


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        # The night of 29 March 2026 has 23 hours, that of 25 October 25: Monday's opening is at 8:00 all the same.
        (datetime(2026, 3, 28, 21, 30, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), datetime(2026, 10, 26, 7, tzinfo=UTC)),
    ],
)
def test_the_first_wave_waits_for_the_opening_on_the_clock_of_the_wall(
    ruisseau: Actor, asked: datetime, due: datetime
) -> None:
    assert due_at(asked_at(ruisseau, asked)) == due


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, 0, 58, tzinfo=UTC), datetime(2026, 10, 25, 0, 58, tzinfo=UTC)])
def test_what_is_wanted_now_counts_real_minutes_through_the_change_of_hour(
    ruisseau: Actor, carrelet: Actor, night: datetime
) -> None:
    question = asked_at(ruisseau, night, "now")
    assert due_at(question) == night
    work(night)
    gap = due_at(question) - night
    assert timedelta(minutes=1) < gap < timedelta(minutes=10)
    assert invited_to(question) == {carrelet.pk}


def test_what_bypassed_the_events_is_found_at_night(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    question = question_by(ruisseau)
    answer(answerer=carrelet, question=question, to=question.post, text=clear("Oui."))
    before = Peer.objects.get(pk=carrelet.pk)
    Peer.objects.all().delete()
    Peer.objects.create(pk=avril.pk, profession="doctor")
    know_everybody(progress=Progress(lambda _done, _total: True))
    after = Peer.objects.get(pk=carrelet.pk)
    assert (after.profession, after.specialty) == ("doctor", "dermatology")
    assert after.habit == pytest.approx(before.habit)
    assert set(Peer.objects.values_list("pk", flat=True)) == {ruisseau.pk, carrelet.pk}
