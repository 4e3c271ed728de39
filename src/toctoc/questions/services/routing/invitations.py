"""What becomes of an invitation: read, answered, passed, or taken back when the person may not read any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.services.notifications import read_knock
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.events import publish
from toctoc.people.policies import may_speak, viewer_for
from toctoc.questions.events import InvitationRead
from toctoc.questions.models import Invitation, Peer, Question, Reply, Wave
from toctoc.questions.queries.waves import FEWEST_READERS_TOLD, told_of
from toctoc.questions.rules.life import WAITING_STATES
from toctoc.questions.services.duty.availability import be_busy_this_week
from toctoc.questions.services.questions import pass_on
from toctoc.questions.services.routing.waves import hurry, show

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# Older invitations are not given back: the question waits for nobody any more.
GIVEN_BACK = timedelta(days=30)


def mark_read(*, actor: Actor, question: Question) -> None:
    """Note that somebody who was invited read the question; the asker's open page counts it."""
    unread = Invitation.objects.filter(question=question, actor=actor, read_at=None)
    wave_id = unread.values_list("wave_id", flat=True).first()
    if wave_id is None:
        return
    with transaction.atomic():
        if unread.update(read_at=clock.now()):
            Wave.objects.filter(pk=wave_id).update(read_count=F("read_count") + 1)
            # Among few, the moment at which a page moves would tell what the number does not.
            if told_of(question) >= FEWEST_READERS_TOLD:
                show(question=question, channels=[f"actor:{question.asker_id}"])
            read_knock(reader_id=actor.pk, post_id=question.pk)
            publish(InvitationRead(question_id=question.pk, actor_id=actor.pk))


def note_answer(*, question: Question, actor_id: int) -> None:
    """Count the answer of somebody who was invited, once."""
    if _settle(question, actor_id, Reply.ANSWERED, among=(Reply.OPEN, Reply.PASSED, Reply.BUSY, Reply.ENDED)):
        Peer.objects.filter(pk=actor_id).update(answered_count=F("answered_count") + 1)


def note_pass(*, question: Question, actor_id: int) -> None:
    """Wait no more for somebody who left the question to others."""
    if _settle(question, actor_id, Reply.PASSED, among=(Reply.OPEN,)):
        hurry(question=question)


@transaction.atomic
def say_busy(*, actor: Actor, question: Question) -> None:
    """Leave a question to others, and invite somebody to nothing more this week.

    Raises :class:`Missing` for who was not invited.
    """
    may_speak(actor)
    invited = Invitation.objects.filter(question=question, actor=actor)
    if not invited.exists():
        raise Missing
    be_busy_this_week(actor=actor)
    _settle(question, actor.pk, Reply.BUSY, among=(Reply.OPEN,))
    pass_on(actor=actor, question=question)
    hurry(question=question)


def follow_standing(*, actor: Actor) -> None:
    """Take back the invitations to what an actor may not read now, and give back those that it may read again."""
    recent = Q(reply=Reply.WITHDRAWN, invited_at__gt=clock.now() - GIVEN_BACK)
    mine = Invitation.objects.filter(Q(reply=Reply.OPEN) | recent, actor=actor, question__state__in=WAITING_STATES)
    told = list(mine.select_related("question"))
    if not told:
        return
    asked = [invitation.question_id for invitation in told]
    is_there = actor.suspended_at is None and actor.account_id is not None
    readable = Post.objects.filter(visible_to(viewer_for(actor)), pk__in=asked).values_list("pk", flat=True)
    may_read = set(readable) if is_there else set[int]()
    for invitation in told:
        reply = Reply.OPEN if invitation.question_id in may_read else Reply.WITHDRAWN
        if invitation.reply != reply:
            Invitation.objects.filter(pk=invitation.pk).update(reply=reply)
            hurry(question=invitation.question)


def _settle(question: Question, actor_id: int, reply: Reply, *, among: tuple[Reply, ...]) -> bool:
    """Write what somebody replied; whoever replies has read. Returns whether it changed."""
    now = clock.now()
    mine = Invitation.objects.filter(question=question, actor=actor_id)
    unread = mine.filter(read_at=None).values_list("wave_id", flat=True).first()
    changed = mine.filter(reply__in=among).update(reply=reply, replied_at=now, read_at=Coalesce("read_at", now))
    if changed:
        read_knock(reader_id=actor_id, post_id=question.pk)
    if changed and unread is not None:
        Wave.objects.filter(pk=unread).update(read_count=F("read_count") + 1)
    return bool(changed)
