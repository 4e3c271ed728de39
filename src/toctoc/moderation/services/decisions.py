"""Decide, with a statement of reasons; lift a decision; let it end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.labels import LABELS
from toctoc.community.services.notifications import notify
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.moderation.models import Decision, Notice
from toctoc.moderation.models.decision import LONGEST_FACTS
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.models.notice import NoticeState
from toctoc.moderation.policies import may_decide, may_rule_on
from toctoc.moderation.rules.grounds import GROUNDS
from toctoc.moderation.rules.measures import LABEL, NONE
from toctoc.moderation.services.log import write_down
from toctoc.moderation.services.measures import carry_out, check_measure, undo
from toctoc.moderation.services.notices import hold

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

STATE_REASONS, TELL_NOTIFIER = "moderation.state_reasons", "moderation.tell_notifier"
TELL_LIFTED = "moderation.tell_lifted"
BATCH = 100


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator decides: a measure, its ground, the facts; until ``ends_at`` or for good."""

    measure: str
    ground: str
    facts: Cleared
    label: str = ""
    ends_at: datetime | None = None


@transaction.atomic
def decide(*, moderator: Account, notice: Notice, ruling: Ruling, seen: int) -> Decision:
    """Decide on a notice that one holds, and on every other open notice about the same.

    Raises :class:`Stale` when it moved since it was seen, or is somebody else's, and what a measure raises.
    """
    held = hold(notice, seen=seen)
    may_decide(moderator, held)
    if held.state != NoticeState.HELD or held.held_by_id != moderator.pk:
        raise Stale("Ce signalement n’est pas entre vos mains. Prenez-le d’abord.")
    decision = rule(moderator=moderator, about=held.about, target=held.target, ruling=ruling)
    close(held, decision)
    return decision


def rule(
    *, moderator: Account, about: str, target: Actor | None, ruling: Ruling, replaces: Decision | None = None
) -> Decision:
    """Write a decision down, carry it out and have whom it touches told, in the caller's transaction."""
    _check(ruling)
    # Before the row: it has room for measures that exist.
    check_measure(ruling.measure, about=about, ends_at=ruling.ends_at)
    _check_label(ruling)
    may_rule_on(moderator, target, about)
    decision = Decision.objects.create(
        about=about,
        target=target,
        measure=ruling.measure,
        # Another measure has none, whatever came with it.
        label=ruling.label if ruling.measure == LABEL else "",
        ground=ruling.ground,
        facts=ruling.facts.text,
        decided_by=moderator,
        ends_at=ruling.ends_at,
        replaces=replaces,
    )
    carry_out(decision)
    write_down(Verb.DECIDE, about, by=moderator, why=f"{ruling.measure}, {ruling.ground}")
    if decision.measure != NONE:
        tell_target(decision)
    return decision


def tell_target(decision: Decision) -> None:
    """Write to whom a decision touches, by mail and on their pages."""
    enqueue(STATE_REASONS, decision_id=decision.pk)
    if decision.target is not None:
        notify(
            NotificationKind.DECISION,
            recipients=[decision.target],
            actor_id=None,
            post=None,
            address=f"/moderation/decisions/{decision.pk}",
        )


def _check(ruling: Ruling) -> None:
    if ruling.ground not in GROUNDS:
        raise Invalid("Choisissez un fondement : une loi ou une règle.", field="ground")
    if not any(character.isalnum() for character in ruling.facts.text):
        raise Invalid("Dites les faits, et pourquoi le fondement s’applique.", field="text")
    if len(ruling.facts.text) > LONGEST_FACTS:
        raise Invalid("Un exposé a au plus %(most)s caractères.", field="text", most=LONGEST_FACTS)


def _check_label(ruling: Ruling) -> None:
    if ruling.measure == LABEL and ruling.label not in LABELS:
        raise Invalid("Choisissez une mention de la liste.", field="label")


def close(held: Notice, decision: Decision) -> None:
    """Answer a held notice, and every other open one about the same, with a decision."""
    now = clock.now()
    others = Notice.objects.filter(about=held.about).exclude(state=NoticeState.DECIDED).order_by("pk")
    # What is elsewhere has nothing in common but that.
    same = [held] if held.about == "address" else list(others.select_for_update(no_key=True))
    for notice in same:
        notice.state, notice.decision, notice.decided_at, notice.held_by = NoticeState.DECIDED, decision, now, None
        notice.version += 1
        notice.save(update_fields=["state", "decision", "decided_at", "held_by", "version"])
        enqueue(TELL_NOTIFIER, notice_id=notice.pk)


@transaction.atomic
def lift(*, moderator: Account, decision: Decision, why: Cleared) -> Decision:
    """Undo a decision before its time, with a reason for the log; whom it touched is told.

    Raises :class:`Stale` when it is undone already.
    """
    held = in_force(decision)
    may_rule_on(moderator, held.target, held.about)
    if not why.text:
        raise Invalid("Dites en une phrase pourquoi.", field="text")
    end(held)
    write_down(Verb.LIFT, held.about, by=moderator, why=why.text)
    enqueue(TELL_LIFTED, decision_id=held.pk)
    return held


def end(held: Decision) -> None:
    """Undo what a held decision did, and mark it so."""
    undo(held)
    held.undone_at = clock.now()
    held.save(update_fields=["undone_at"])


def in_force(decision: Decision) -> Decision:
    """Return a decision as it is now, its row held; raise :class:`Stale` for one that is undone."""
    held = hold_decision(decision)
    if held.undone_at is not None:
        raise Stale("Cette décision est déjà levée.")
    return held


def hold_decision(decision: Decision) -> Decision:
    """Return a decision as it is now, which nobody else changes before the end of the transaction."""
    rows = Decision.objects.select_for_update(of=("self",), no_key=True).select_related("target__account")
    held = rows.filter(pk=decision.pk).first()
    if held is None:
        raise Missing
    return held


@transaction.atomic
def end_due(*, most: int = BATCH) -> int:
    """Undo the decisions whose date has come; return how many."""
    due = Decision.objects.filter(ends_at__lte=clock.now(), undone_at=None).order_by("pk")
    ended = list(due.select_for_update(of=("self",), no_key=True).select_related("target")[:most])
    for decision in ended:
        end(decision)
        write_down(Verb.END, decision.about, by=None)
    return len(ended)
