"""Recognise a survey or a thesis, take its two promises, remind of them, and say how they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from toctoc.community.models import Attachment, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.policies import may_speak
from toctoc.questions.models import Pledge
from toctoc.questions.rules.pledges import (
    REMINDERS,
    WITHIN,
    PledgeState,
    Survey,
    recognised,
    reminders_due,
    state_at,
)
from toctoc.questions.services.passing_on.boosting import weigh_later

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question

RUNNING = (PledgeState.OPEN, PledgeState.LATE)


@transaction.atomic
def recognise(*, question: Question) -> Pledge | None:
    """Ask the two promises of whoever asks what looks like a survey; doing it twice asks once."""
    kind = recognised(question.post.text)
    if kind is None:
        return None
    pledge, is_new = Pledge.objects.get_or_create(
        question=question, defaults={"asker": question.asker, "kind": kind.value}
    )
    if is_new:
        _remind(pledge)
    return pledge


@transaction.atomic
def declare(*, asker: Actor, question: Question, kind: str) -> Pledge:
    """Say of one's question that it is a survey or a thesis. Raises :class:`Missing` for somebody else's."""
    _own(asker, question)
    if kind not in set(Survey):
        raise Invalid("Dites s’il s’agit d’une enquête ou d’une thèse.", field="kind")
    pledge, _ = Pledge.objects.get_or_create(question=question, defaults={"asker": asker, "kind": kind})
    if pledge.kind != kind or not pledge.is_declared:
        pledge.kind, pledge.is_declared = kind, True
        pledge.save(update_fields=["kind", "is_declared"])
    return pledge


@transaction.atomic
def deny(*, asker: Actor, question: Question) -> None:
    """Say of one's question that it is no survey, when only its words said so; raises :class:`Refused` for others."""
    _own(asker, question)
    pledge = _held(question)
    if pledge is None:
        return
    if pledge.is_declared or pledge.promised_at is not None:
        raise Refused("Vous avez dit que c’est une enquête : ses promesses restent.")
    pledge.delete()
    weigh_later(question_id=question.pk)


@transaction.atomic
def promise(*, asker: Actor, question: Question, open_result: bool, answer_here: bool) -> Pledge:
    """Make both promises, of which the year begins now; doing it twice does not begin it again.

    Raises :class:`Invalid` unless both are made, :class:`Missing` for somebody else's question or one that is no
    survey.
    """
    _own(asker, question)
    pledge = _held(question)
    if pledge is None:
        raise Missing
    if not (open_result and answer_here):
        raise Invalid("Les deux promesses vont ensemble : le résultat ouvert à tous, et la réponse dans ce fil.")
    if pledge.promised_at is None:
        pledge.promised_at = clock.now()
        pledge.due_at = pledge.promised_at + WITHIN
        pledge.state = PledgeState.OPEN
        pledge.save(update_fields=["promised_at", "due_at", "state"])
        weigh_later(question_id=question.pk)
    return pledge


@transaction.atomic
def keep_promise(*, asker: Actor, question: Question, result: Post) -> Pledge:
    """Say which answer of the thread gives the result, with a link to it or a document.

    Raises :class:`Missing` for a post of another thread or of somebody else, :class:`Invalid` when it gives nothing.
    """
    _own(asker, question)
    pledge = _held(question)
    is_answer = result.thread_id == question.pk and result.author_id == asker.pk and not result.is_first
    if pledge is None or pledge.promised_at is None or not is_answer or result.deleted_at is not None:
        raise Missing
    if "https://" not in result.text and not Attachment.objects.filter(post=result).exists():
        raise Invalid("Cette réponse ne donne pas le résultat : mettez-y un lien ouvert à tous, ou un document.")
    if pledge.state != PledgeState.KEPT:
        pledge.state, pledge.kept_at, pledge.result = PledgeState.KEPT, clock.now(), result
        pledge.save(update_fields=["state", "kept_at", "result"])
    return pledge


def due_pledges(*, after: int, most: int) -> list[int]:
    """Return promises that are not kept yet and fall due, by their question."""
    soon = clock.now() - REMINDERS[0]
    rows = Pledge.objects.filter(state__in=RUNNING, due_at__lte=soon, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


@transaction.atomic
def follow_up(*, pledge_id: int) -> None:
    """Remind of promises and say where they stand, as their time has come; doing it twice changes nothing."""
    rows = Pledge.objects.select_for_update(no_key=True, of=("self",)).select_related("asker", "question__post")
    pledge = rows.filter(pk=pledge_id, state__in=RUNNING).first()
    if pledge is None or pledge.due_at is None:
        return
    now = clock.now()
    state, reminders = state_at(pledge.due_at, now), reminders_due(pledge.due_at, now)
    if reminders > pledge.reminders and state != PledgeState.BROKEN:
        _remind(pledge)
    if (state, reminders) != (pledge.state, pledge.reminders):
        pledge.state, pledge.reminders = state, reminders
        pledge.save(update_fields=["state", "reminders"])


@transaction.atomic
def take_result_back(*, post_id: int) -> None:
    """Let a promise run again whose result was taken back; time says where it stands."""
    for pledge in Pledge.objects.select_for_update(no_key=True).filter(result=post_id, due_at__isnull=False):
        pledge.result = pledge.kept_at = None
        pledge.state = state_at(pledge.due_at or clock.now(), clock.now())
        pledge.save(update_fields=["result", "kept_at", "state"])


def _held(question: Question) -> Pledge | None:
    return Pledge.objects.select_for_update(no_key=True).filter(question=question).first()


def _own(asker: Actor, question: Question) -> None:
    may_speak(asker)
    if question.asker_id != asker.pk:
        raise Missing


def _remind(pledge: Pledge) -> None:
    address = f"{reverse('question', args=[pledge.question_id])}#promesses"
    notify(NotificationKind.PROMISE, recipients=[pledge.asker], actor_id=None, post=None, address=address)
