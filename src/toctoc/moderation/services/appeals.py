"""Contest a decision (article 20), and answer by somebody else than who took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.moderation.models import Appeal
from toctoc.moderation.models.decision import LONGEST_FACTS
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.policies import may_answer_appeal, may_appeal
from toctoc.moderation.rules.measures import NONE
from toctoc.moderation.services.decisions import Ruling, end, hold_decision, rule
from toctoc.moderation.services.log import write_down

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.moderation.models import Decision, Notice
    from toctoc.people.models import Account

ANSWERED = "moderation.tell_appeal"


@transaction.atomic
def contest(*, decision: Decision, notice: Notice | None, words: Cleared) -> Appeal:
    """Contest a decision: for whom it touches, or for who gave notice. Free, once, within six months.

    Raises :class:`Refused` when it is too late or was done.
    """
    held = hold_decision(decision)
    may_appeal(held, notice)
    if notice is None and held.measure == NONE:
        raise Refused("Rien n’a été décidé contre vous.")
    if not any(character.isalnum() for character in words.text):
        raise Invalid("Dites en quelques mots pourquoi vous contestez.", field="text")
    if len(words.text) > LONGEST_FACTS:
        raise Invalid("Un recours a au plus %(most)s caractères.", field="text", most=LONGEST_FACTS)
    try:
        with transaction.atomic():
            return Appeal.objects.create(decision=held, notice=notice, words=words.text)
    except IntegrityError:
        raise Refused("Vous avez déjà contesté cette décision.") from None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to an appeal: why, in words for who contests, and the ruling to put in place of the first, if any."""

    answer: Cleared
    instead: Ruling | None = None


@transaction.atomic
def answer(*, moderator: Account, appeal: Appeal, reply: Reply) -> Appeal:
    """Uphold a decision, or replace it: the first is undone, another put in its place.

    Raises :class:`Refused` for who took it, and :class:`Stale` when somebody answered meanwhile.
    """
    first = hold_decision(appeal.decision)
    held = Appeal.objects.select_for_update(of=("self",), no_key=True).filter(pk=appeal.pk).first()
    if held is None:
        raise Missing
    held.decision = first
    may_answer_appeal(moderator, held)
    if held.decided_at is not None:
        raise Stale("Une autre personne a déjà répondu à ce recours.")
    if not any(character.isalnum() for character in reply.answer.text):
        raise Invalid("Dites pourquoi, pour la personne qui conteste.", field="text")
    if reply.instead is not None:
        _replace(moderator, held, first, reply.instead)
    held.is_upheld, held.answer = reply.instead is None, reply.answer.text
    held.decided_by, held.decided_at = moderator, clock.now()
    held.save()
    write_down(Verb.APPEAL, first.about, by=moderator, why="confirmée" if held.is_upheld else "remplacée")
    enqueue(ANSWERED, appeal_id=held.pk)
    return held


def _replace(moderator: Account, appeal: Appeal, first: Decision, instead: Ruling) -> None:
    if first.undone_at is None:
        end(first)
    appeal.outcome = rule(moderator=moderator, about=first.about, target=first.target, ruling=instead, replaces=first)
