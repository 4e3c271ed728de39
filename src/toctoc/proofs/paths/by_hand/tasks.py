"""What this way does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.tasks import long_task, task
from toctoc.people.models import Account
from toctoc.people.queries import moderators
from toctoc.proofs.paths.by_hand.models import Application
from toctoc.proofs.paths.by_hand.queries import waiting
from toctoc.proofs.paths.by_hand.services import letters, steps, time

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work

REMIND = "by_hand.remind"


@long_task(steps.LETTER)
def write(_: Work, *, application: int, letter: str) -> None:
    """Write to whoever applied, unless they left meanwhile; no transaction is open while the letter leaves."""
    found = Application.objects.select_related("actor__account").filter(pk=application).first()
    if found is not None:
        letters.write_about(application=found, letter=letter)


@long_task(REMIND)
def remind(_: Work, *, account: int) -> None:
    """Tell one moderator what waits."""
    found = Account.objects.filter(pk=account).first()
    if found is not None:
        letters.remind(account=found)


@task("by_hand.remind_all", at="08:15")
def remind_all(_: Work) -> None:
    """Tell every moderator, each in a job of its own: one mailbox that refuses stops nobody else's."""
    if waiting.is_anything_waiting():
        for moderator in moderators():
            enqueue(REMIND, key=f"{REMIND}:{moderator.pk}", account=moderator.pk)


@long_task("by_hand.let_time_pass", every=timedelta(minutes=15))
def let_time_pass(work: Work) -> None:
    """Hand over what was left, close what stays unanswered, forget what is over: one transaction each."""
    for due, step in (
        (waiting.neglected, time.hand_over),
        (waiting.unanswered, time.give_up_waiting),
        (waiting.refused_for_good, time.forget_refused),
    ):
        for application in due():
            step(application=application)
            work.progress.step()


@long_task("by_hand.forget", at="04:10")
def forget(_: Work) -> None:
    """Delete applications of more than a year ago."""
    time.forget_applications()
