"""Bring a question to its peers: a few first, then wider circles, until somebody answers.

A wave is planned as a row with a job at its time. Sending it writes everything in one transaction: who is invited and
why, what they are told, and the next plan. So a worker that dies has invited nobody, or everybody it chose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.quiet import wants_to_hear
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.services.notifications import notify
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.events import publish
from toctoc.live.services import announce
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.questions.events import PeersInvited
from toctoc.questions.models import Invitation, Peer, Question, Reply, Wave
from toctoc.questions.queries.able import among
from toctoc.questions.queries.candidates import candidates, wanted_of
from toctoc.questions.rules.life import WAITING_STATES, State
from toctoc.questions.rules.routing.choice import is_under_caps
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.rules.routing.times import due
from toctoc.questions.rules.routing.waves import AGAIN, PLAN, invited
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.fragments import prepare_question
from toctoc.questions.services.questions import give_up_waiting, hold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from toctoc.questions.rules.routing.candidate import Candidate, Wanted
    from toctoc.questions.rules.routing.choice import Chosen
    from toctoc.questions.rules.routing.waves import Step

WIDEN = "questions.widen"
# The waves of the plan, then one to others, for a question that none of them brought an answer.
FIRST, AGAIN_TURN = 1, 2
# A question whose asker is suspended is for nobody; its wave looks again after so long.
LOOK_AGAIN = timedelta(hours=1)
# When nobody at all was found, as at night, others are looked for again after so long, in the hours of the day.
TRY_AGAIN = timedelta(hours=6)
# A wave that waits longer than this has lost its job.
LATE = timedelta(minutes=10)


@transaction.atomic
def begin(*, question: Question) -> None:
    """Plan the first wave of a question; asking twice changes nothing."""
    if not Wave.objects.filter(question=question).exists():
        asked_at = question.post.created_at
        _plan(question, FIRST, 0, due_at=due(asked_at, timedelta(), Urgency(question.urgency)))


def widen(*, question_id: int) -> None:
    """Send the wave that is due, and plan the next; nothing when there is none, or when another worker has it."""
    now = clock.now()
    planned = Wave.objects.select_related("question__post", "question__asker")
    wave = planned.filter(question=question_id, sent_at=None, due_at__lte=now).first()
    if wave is None:
        return
    if wave.question.asker.suspended_at is not None:
        _postpone(wave, now + LOOK_AGAIN)
        return
    # Read before anything is held: other writers do not wait for it.
    wanted = wanted_of(wave.question)
    found = candidates(wave.question, wanted, Circle(wave.circle), now)
    with transaction.atomic():
        _send(wave, wanted, found, now)


@transaction.atomic
def stop(*, question: Question) -> None:
    """Invite nobody any more; whoever was waited for is not."""
    Wave.objects.filter(question=question, sent_at=None).delete()
    open_ones = Invitation.objects.filter(question=question, reply=Reply.OPEN)
    open_ones.update(reply=Reply.ENDED, replied_at=clock.now())


@transaction.atomic
def resume(*, question: Question) -> None:
    """Wait again for those who were invited, and go on where the waves were stopped."""
    Invitation.objects.filter(question=question, reply=Reply.ENDED).update(reply=Reply.OPEN, replied_at=None)
    Question.objects.filter(pk=question.pk).update(gave_up_at=None)
    if Wave.objects.filter(question=question, sent_at=None).exists():
        return
    last = Wave.objects.filter(question=question).order_by("-turn", "-step", "-id").first()
    if last is None:
        _plan(question, FIRST, 0, due_at=due(clock.now(), timedelta(), Urgency(question.urgency)))
    else:
        _plan_after(last, question, clock.now())


@transaction.atomic
def ask_again(*, question: Question) -> None:
    """Ask other people, once, a question that nobody answered in its time; unless that was done before."""
    if Wave.objects.filter(question=question, turn=AGAIN_TURN).exists():
        return
    Wave.objects.filter(question=question, sent_at=None).delete()
    _plan(question, AGAIN_TURN, 0, due_at=due(clock.now(), timedelta(), Urgency(question.urgency)))


@transaction.atomic
def give_up_asking(*, question: Question) -> None:
    """Say honestly that nobody answered a question that was asked twice; a late answer still moves it on."""
    held = hold(question)
    if held.state != State.UNANSWERED or held.gave_up_at is not None:
        return
    stop(question=held)
    Question.objects.filter(pk=held.pk).update(gave_up_at=clock.now())
    held.refresh_from_db()
    prepare_question(held)
    show(question=held)
    notify(NotificationKind.UNHEARD, recipients=[held.asker], actor_id=None, post=held.post)


def overdue_waves(most: int = 100) -> list[int]:
    """Return the questions whose wave should have been sent a while ago."""
    late = Wave.objects.filter(sent_at=None, due_at__lt=clock.now() - LATE).order_by("due_at")
    return list(late.values_list("question_id", flat=True)[:most])


def hurry(*, question: Question) -> None:
    """Bring the next wave forward when nobody who was invited is waited for any more."""
    if Invitation.objects.filter(question=question, reply=Reply.OPEN).exists():
        return
    local = (Circle.SPECIALTY, Circle.NEIGHBOURS, Circle.PROFESSION)
    planned = Wave.objects.filter(question=question, sent_at=None, circle__in=local).first()
    soon = due(clock.now(), timedelta(), Urgency(question.urgency))
    if planned is not None and planned.due_at > soon:
        _postpone(planned, soon)


def show(*, question: Question, channels: Sequence[str] = ()) -> None:
    """Tell open pages of the question, or those of ``channels``, that what stands around it changed."""
    heard = channels or channels_of_post(question.pk, question.audience)
    announce("state", channels=heard, payload={"id": str(question.pk), "state": question.state}, subject=question.pk)


def _send(wave: Wave, wanted: Wanted, found: list[Candidate], now: datetime) -> None:
    """Invite and tell, in the caller's transaction, unless the question or the wave went its way meanwhile."""
    try:
        question = hold(wave.question)
    except Missing:
        return
    is_planned = Wave.objects.filter(pk=wave.pk, sent_at=None, due_at__lte=now).exists()
    if not is_planned or question.state not in WAITING_STATES:
        return
    question.post = wave.question.post
    step = _step(Urgency(question.urgency), wave.turn, wave.step)
    chosen = _settled(question, wanted, step, found, now)
    _invite(wave, list(chosen), now)
    Wave.objects.filter(pk=wave.pk).update(sent_at=now, invited_count=len(chosen))
    wave.sent_at = now
    people = sorted(chosen.values(), key=lambda actor: actor.pk)
    notify(NotificationKind.INVITED, recipients=people, actor_id=question.asker_id, post=question.post)
    _plan_after(wave, question, now)
    if wave.turn == AGAIN_TURN and question.state == State.OPEN:
        # All were asked who could be: from here on every member finds it among those without an answer.
        give_up_waiting(question=question)
    else:
        if question.state == State.UNANSWERED:
            # Lists say how many were told of what nobody answered.
            prepare_question(question)
        show(question=question)
    ids = tuple(one.actor_id for one in chosen)
    publish(PeersInvited(question_id=question.pk, wave=wave.pk, circle=wave.circle, actor_ids=ids))


def _settled(
    question: Question, wanted: Wanted, step: Step, found: list[Candidate], now: datetime
) -> dict[Chosen, Actor]:
    """Return whom the step invites, each looked at once more while nobody else can invite them.

    Seats of those who cannot be invited any more are filled once, by people whom no other wave holds at this moment: so
    two waves never wait for each other.
    """
    chance, left = SystemRandom(), found
    settled: dict[Chosen, Actor] = {}
    for takes_free_only in (False, True):
        chosen = invited(replace(step, size=step.size - len(settled)), left, wanted, chance=chance)
        tried = {one.actor_id for one in chosen}
        able = _able_now(question, tried, now, takes_free_only=takes_free_only)
        settled |= {one: able[one.actor_id] for one in chosen if one.actor_id in able}
        left = [candidate for candidate in left if candidate.actor_id not in tried]
        if len(settled) == step.size or not chosen:
            break
    return settled


def _able_now(question: Question, actor_ids: set[int], now: datetime, *, takes_free_only: bool) -> dict[int, Actor]:
    """Hold the rows of some peers, in one order, and return who may still be invited, by id."""
    rows = Peer.objects.select_for_update(no_key=True, skip_locked=takes_free_only)
    held = list(rows.filter(pk__in=actor_ids).order_by("pk").values_list("pk", flat=True))
    able = among(question, held, now)
    under = {c.actor_id for c in able if is_under_caps(c)}
    people = Actor.objects.filter(pk__in=under)
    return {actor.pk: actor for actor in people if not actor.quiet_version or _hears(actor, question)}


def _hears(actor: Actor, question: Question) -> bool:
    return wants_to_hear(viewer_for(actor), question.asker_id, question.post)


def _invite(wave: Wave, chosen: list[Chosen], now: datetime) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            wave=wave,
            question_id=wave.question_id,
            actor_id=one.actor_id,
            reasons=[[term.name, term.value, term.weight, term.points] for term in one.terms],
            is_newcomer_seat=one.is_exploration,
            invited_at=now,
        )
        for one in chosen
    )
    peers = Peer.objects.filter(pk__in=[one.actor_id for one in chosen])
    peers.update(last_invited_at=now, invited_count=F("invited_count") + 1)


def _plan_after(wave: Wave, question: Question, now: datetime) -> None:
    """Plan the step after ``wave``, as far from it as the plan says even when it was late."""
    urgency = Urgency(question.urgency)
    if wave.turn == FIRST:
        is_last = wave.step + 1 == len(PLAN[urgency])
        turn, step = (AGAIN_TURN, 0) if is_last else (FIRST, wave.step + 1)
        gap = _step(urgency, turn, step).after - _step(urgency, FIRST, wave.step).after
        _plan(question, turn, step, due_at=due(now, gap, urgency))
    elif not Wave.objects.filter(question=question, invited_count__gt=0).exists():
        _plan(question, AGAIN_TURN, wave.step, due_at=due(now + TRY_AGAIN, timedelta(), Urgency.TODAY))


def _step(urgency: Urgency, turn: int, step: int) -> Step:
    return PLAN[urgency][step] if turn == FIRST else AGAIN[urgency]


def _plan(question: Question, turn: int, step: int, *, due_at: datetime) -> None:
    circle = _step(Urgency(question.urgency), turn, step).circle
    Wave.objects.create(question=question, turn=turn, step=step, circle=circle, due_at=due_at)
    enqueue(WIDEN, run_at=due_at, question_id=question.pk)


def _postpone(wave: Wave, to: datetime) -> None:
    Wave.objects.filter(pk=wave.pk, sent_at=None).update(due_at=to)
    enqueue(WIDEN, run_at=to, question_id=wave.question_id)
