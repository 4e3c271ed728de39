"""Ask an account whether it acts for a company; it has a day to answer before anything is decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.moderation.models import Notice, Suspicion
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.models.notice import NoticeState
from toctoc.moderation.models.suspicion import LONGEST_ANSWER, LONGEST_INTEREST, SuspicionState
from toctoc.moderation.policies import may_decide
from toctoc.moderation.rules.measures import LIST, NONE
from toctoc.moderation.services.decisions import Ruling, close, rule
from toctoc.moderation.services.log import write_down
from toctoc.moderation.services.notices import hold

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

ASK = "moderation.ask_interest"
TO_ANSWER = timedelta(hours=24)
GROUND = "interest"


@transaction.atomic
def ask(*, moderator: Account, notice: Notice, question: Cleared, seen: int) -> Suspicion:
    """Write to the account a notice is about, before deciding; raise :class:`Stale` when one does not hold it."""
    held = hold(notice, seen=seen)
    may_decide(moderator, held)
    if held.state != NoticeState.HELD or held.held_by_id != moderator.pk:
        raise Stale("Ce signalement n’est pas entre vos mains. Prenez-le d’abord.")
    if held.target is None:
        raise Invalid("Ce compte n’existe plus : il n’y a personne à qui écrire.")
    if Suspicion.objects.filter(notice=held).exists():
        raise Refused("La question est déjà posée.")
    if not any(character.isalnum() for character in question.text):
        raise Invalid("Écrivez votre question.", field="text")
    now = clock.now()
    suspicion = Suspicion.objects.create(
        notice=held, actor=held.target, question=question.text, asked_at=now, answer_by=now + TO_ANSWER
    )
    write_down(Verb.ASK, held.about, by=moderator, why=held.reference)
    enqueue(ASK, suspicion_id=suspicion.pk)
    notify(
        NotificationKind.DECISION,
        recipients=[held.target],
        actor_id=None,
        post=None,
        address=f"/moderation/intrus/{suspicion.pk}",
    )
    return suspicion


@transaction.atomic
def answer(*, actor: Actor, suspicion: Suspicion, said: Cleared, interest: Cleared) -> Suspicion:
    """Answer, and declare an interest or not: a declared one is shown on the profile, and ends the matter.

    Raises :class:`Missing` for anybody but the account that was asked.
    """
    held = hold_suspicion(suspicion)
    if held.actor_id != actor.pk:
        raise Missing
    if held.state not in {SuspicionState.ASKED, SuspicionState.ANSWERED}:
        raise Stale("La modération a déjà conclu.")
    if len(said.text) > LONGEST_ANSWER or len(interest.text) > LONGEST_INTEREST:
        raise Invalid("Votre réponse est trop longue. Raccourcissez-la.", field="text")
    if not any(character.isalnum() for character in said.text + interest.text):
        raise Invalid("Répondez, ou déclarez votre lien d’intérêt.", field="text")
    held.answer, held.interest = said.text, interest.text
    held.state = SuspicionState.DECLARED if interest.text else SuspicionState.ANSWERED
    held.save(update_fields=["answer", "interest", "state"])
    return held


@transaction.atomic
def conclude(*, moderator: Account, suspicion: Suspicion, facts: Cleared, is_listed: bool) -> Suspicion:
    """List the account publicly with the facts, or close the matter; either is a decision with its reasons.

    Raises :class:`Refused` before the account answered or its day is over, and when it declared its interest.
    """
    held = hold_suspicion(suspicion)
    notice = Notice.objects.select_for_update(of=("self",), no_key=True).select_related("target").get(pk=held.notice_id)
    may_decide(moderator, notice)
    if held.decision_id is not None:
        raise Stale("La modération a déjà conclu.")
    if held.state == SuspicionState.ASKED and clock.now() < held.answer_by:
        raise Refused("Le compte a 24 heures pour répondre. Attendez sa réponse, ou la fin du délai.")
    if is_listed and held.state == SuspicionState.DECLARED:
        raise Refused("Le compte a déclaré son lien d’intérêt : il n’est pas inscrit sur la liste.")
    ruling = Ruling(LIST if is_listed else NONE, GROUND, facts)
    held.decision = rule(moderator=moderator, about=notice.about, target=held.actor, ruling=ruling)
    if held.state != SuspicionState.DECLARED:
        held.state = SuspicionState.LISTED if is_listed else SuspicionState.CLOSED
    held.save(update_fields=["decision", "state"])
    write_down(Verb.PUBLISH if is_listed else Verb.CLOSE, notice.about, by=moderator, why=notice.reference)
    close(notice, held.decision)
    return held


def hold_suspicion(suspicion: Suspicion) -> Suspicion:
    """Return a suspicion as it is now, which nobody else changes before the end of the transaction."""
    rows = Suspicion.objects.select_for_update(of=("self",), no_key=True).select_related("actor")
    held = rows.filter(pk=suspicion.pk).first()
    if held is None:
        raise Missing
    return held
