"""Letters of invitations: one when a question knocks at the door of somebody who asked for them.

An invitation is looked at again just before its letter leaves: one that was taken back, read or replied to, or whose
reader lost the proof or wants silence, brings none. As for answers, only what everybody may read is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from toctoc.community.policies import may_be_read
from toctoc.community.queries.quiet import wants_to_hear
from toctoc.community.rules.mornings import zone_of
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.people.models import Actor
from toctoc.people.policies import takes_part, viewer_for
from toctoc.people.rules.audience import PUBLIC
from toctoc.privacy.services import consents
from toctoc.questions.models import Availability, Invitation, KnockLetter, KnockReader, Reply
from toctoc.questions.queries.availability import standing
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.rules.letters.moments import COUNTED, LATEST, LOOK_AGAIN, MOST_A_DAY, leaves_at
from toctoc.questions.rules.letters.quoting import MARK
from toctoc.questions.rules.life import WAITING_STATES
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.mail.letters import PAGE, headers_of, reply_to, send
from toctoc.questions.services.purposes import KNOCKS
from toctoc.questions.services.questions import pass_on

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Account

# The task that sends one.
WRITE = "questions.write_knock"


@transaction.atomic
def choose_knocks(*, actor: Actor, most_a_day: int) -> None:
    """Send an actor a letter for each invitation, so many a day at most; none at all for 0.

    Raises :class:`Invalid` for a number that is not offered.
    """
    if most_a_day not in {0, *MOST_A_DAY}:
        raise Invalid("Choisissez parmi les nombres de la liste.", field="invitations")
    consents.hold(actor)
    if not most_a_day:
        stop_knocks(actor=actor)
        return
    KnockReader.objects.update_or_create(actor=actor, defaults={"most_a_day": most_a_day})
    consents.give(actor=actor, purpose=KNOCKS.slug)


def stop_knocks(*, actor: Actor) -> None:
    """Send no more letters of invitations; doing it twice changes nothing."""
    consents.withdraw(actor=actor, purpose=KNOCKS.slug)
    KnockReader.objects.filter(actor=actor).delete()


def write_knocks_later(*, wave_id: int) -> None:
    """Let jobs write to those whom a wave invited and who want letters, in the caller's transaction."""
    wanted = Invitation.objects.filter(wave=wave_id, actor__in=KnockReader.objects.values("actor"))
    for invitation_id in wanted.order_by("pk").values_list("pk", flat=True):
        _write_at(invitation_id, clock.now())


def write_knock(*, invitation_id: int) -> bool:
    """Write to whoever was invited, unless there is no reason any more; return whether a letter was sent.

    In a silence, at night and outside of their hours it waits, a day at most. Should it be sent twice, because a
    process died, a mailbox keeps one. Raises :class:`LetterStays`, to be tried again.
    """
    now = clock.now()
    invitation = _that_stands(invitation_id, now)
    if invitation is None or invitation.actor.account is None:
        return False
    leaves = _leaves_at(invitation, now)
    if leaves > now:
        if leaves <= invitation.invited_at + LATEST:
            _write_at(invitation_id, leaves)
        return False
    if not _is_claimed(invitation, now):
        return False
    send(_letter(invitation, invitation.actor.account))
    KnockLetter.objects.filter(pk=invitation.pk).update(sent_at=now)
    return True


def pass_token(invitation: Invitation) -> str:
    """Return what the link "pas maintenant" of a letter carries: it leaves this question to others, nothing else."""
    return _signer("passes").sign(str(invitation.pk))


def invitation_of_token(token: str) -> Invitation:
    """Return the invitation that a letter's link is about.

    Raises :class:`Missing` for a link that this server did not write, and for what the invited may not read any more.
    """
    rows = Invitation.objects.select_related("actor__account", "question__post")
    found = rows.filter(pk=_id_of("passes", token)).first()
    if found is None or found.actor.account is None or found.actor.suspended_at is not None:
        raise Missing
    visible_question(viewer_for(found.actor, found.actor.account), found.question_id)
    return found


def pass_from_letter(*, invitation: Invitation) -> None:
    """Leave a question to others, as on its page; an invitation that waits no more stays as it is."""
    if invitation.reply == Reply.OPEN:
        pass_on(actor=invitation.actor, question=invitation.question)


def knock_stop_token(actor: Actor) -> str:
    """Return what the link at the end of a letter carries: it stops letters of invitations and nothing else."""
    return _signer("stops").sign(str(actor.pk))


def actor_of_knock_token(token: str) -> Actor:
    """Return whose letters a link stops; raise :class:`Missing` for a link that this server did not write."""
    found = Actor.objects.filter(pk=_id_of("stops", token)).first()
    if found is None:
        raise Missing
    return found


def _signer(use: str) -> Signer:
    return Signer(salt=f"toctoc.questions.knocks.{use}", sep=".")


def _id_of(use: str, token: str) -> int:
    try:
        return id_in(_signer(use).unsign(token)) or 0
    except BadSignature:
        raise Missing from None


def _write_at(invitation_id: int, moment: datetime) -> None:
    enqueue(WRITE, key=f"{WRITE} {invitation_id}", run_at=moment, invitation_id=invitation_id)


def _that_stands(invitation_id: int, now: datetime) -> Invitation | None:
    """Return an invitation that still waits for somebody who may read the question and wants to hear of it."""
    rows = Invitation.objects.select_related("actor__account", "question__post__author").filter(
        reply=Reply.OPEN,
        read_at=None,
        invited_at__gte=now - LATEST,
        question__state__in=WAITING_STATES,
        question__post__deleted_at=None,
        question__asker__suspended_at=None,
        actor__suspended_at=None,
        actor__left_at=None,
    )
    found = rows.filter(pk=invitation_id).first()
    if found is None or not takes_part(found.actor.account):
        return None
    viewer, post = viewer_for(found.actor, found.actor.account), found.question.post
    # A proof that ended takes the invitation back by a job of its own, which may come later than this one.
    is_for_it = bool(viewer.profession) and may_be_read(viewer, post) and wants_to_hear(viewer, post.author_id, post)
    return found if is_for_it else None


def _leaves_at(invitation: Invitation, now: datetime) -> datetime:
    actor = invitation.actor
    said = Availability.objects.filter(actor=actor).first()
    stands = standing([actor.pk], now)[actor.pk]
    is_called_on = stands.is_on_duty and invitation.question.urgency == Urgency.NOW
    zone = ZoneInfo(said.zone) if said else zone_of(actor.department)
    leaves = leaves_at(now, zone, said.quiet_until if said else None, is_called_on=is_called_on)
    return now + LOOK_AGAIN if leaves == now and not stands.is_available else leaves


def _is_claimed(invitation: Invitation, now: datetime) -> bool:
    """Keep a place among the letters of the day; whose letter was sent, or whose day is full, gets none.

    A letter whose process died on the way has its place already, and is sent again under the same name.
    """
    with transaction.atomic():
        reader = KnockReader.objects.select_for_update(no_key=True).filter(actor=invitation.actor_id).first()
        if reader is None:
            return False
        known = KnockLetter.objects.filter(pk=invitation.pk).first()
        if known is not None:
            return known.sent_at is None
        today = KnockLetter.objects.filter(actor=invitation.actor_id, claimed_at__gt=now - COUNTED)
        if today.count() >= reader.most_a_day:
            return False
        KnockLetter.objects.create(invitation=invitation, actor_id=invitation.actor_id, claimed_at=now)
        return True


def _letter(invitation: Invitation, account: Account) -> EmailMessage:
    actor, question, base = invitation.actor, invitation.question, settings.ENVIRONMENT.base_url
    post = question.post
    stop, reply = f"{base}{PAGE}/invitations/arreter/{knock_stop_token(actor)}", reply_to(actor, question)
    is_public = post.audience == PUBLIC and not post.warning
    facts = {
        # Only what everybody may read is repeated, and never what stands behind a warning.
        "name": post.author.display_name if is_public else "",
        "said": post.text if is_public else "",
        "address": f"{base}{post.get_absolute_url()}",
        "later": f"{base}{PAGE}/invitations/passer/{pass_token(invitation)}",
        "settings": f"{base}{PAGE}",
        "stop": stop,
        "mark": MARK if reply else "",
    }
    with translation.override(account.language):
        body = render_to_string("questions/mail/knock.txt", facts)
        subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + gettext("On frappe à votre porte")
    headers = headers_of(f"knock {invitation.pk}", stop)
    return EmailMessage(
        subject, body.strip() + "\n", None, [account.email], headers=headers, reply_to=[reply] if reply else None
    )
