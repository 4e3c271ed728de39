"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.tasks import long_task, task
from toctoc.moderation.services import alerts, brakes, decisions, intruders, letters, measures, notices

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(notices.ACKNOWLEDGE)
def acknowledge(_: Work, *, notice_id: int) -> None:
    """Confirm that a notice arrived; no transaction is open while the letter leaves."""
    letters.acknowledge(notice_id=notice_id)


@long_task(decisions.TELL_NOTIFIER)
def tell_notifier(_: Work, *, notice_id: int) -> None:
    """Tell who gave notice what was decided."""
    letters.tell_notifier(notice_id=notice_id)


@long_task(decisions.STATE_REASONS)
def state_reasons(_: Work, *, decision_id: int) -> None:
    """Send a statement of reasons."""
    letters.state_reasons(decision_id=decision_id)


@long_task(decisions.TELL_LIFTED)
def tell_lifted(_: Work, *, decision_id: int) -> None:
    """Tell whom a decision touched that it is undone."""
    letters.tell_lifted(decision_id=decision_id)


@long_task("moderation.tell_appeal")
def tell_appeal(_: Work, *, appeal_id: int) -> None:
    """Send the answer to an appeal."""
    letters.tell_appeal(appeal_id=appeal_id)


@long_task(intruders.ASK)
def ask_interest(_: Work, *, suspicion_id: int) -> None:
    """Ask an account whether it acts for a company."""
    letters.ask_interest(suspicion_id=suspicion_id)


@task("moderation.forget_traces", every=timedelta(minutes=30))
def forget_traces(_: Work) -> None:
    """Delete what brakes remembered."""
    brakes.forget_traces()


@long_task("moderation.end_due", every=timedelta(minutes=5))
def end_due(work: Work) -> None:
    """Undo the decisions whose date has come, a batch at a time."""
    while decisions.end_due():
        work.progress.step()


@long_task("moderation.forget", at="04:10")
def forget(work: Work) -> None:
    """Erase what was kept as long as a decision could be contested: removed texts, names, excerpts."""
    while measures.forget_kept():
        work.progress.step()
    while notices.forget_contacts():
        work.progress.step()
    while alerts.forget_alerts():
        work.progress.step()
