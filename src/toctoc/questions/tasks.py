"""What this room does by itself."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.kernel.tasks import long_task, task
from toctoc.questions.models import Question
from toctoc.questions.rules.life import State
from toctoc.questions.rules.sheets.life import SheetMover
from toctoc.questions.rules.urgency import PATIENCE
from toctoc.questions.services.duty.gaps import gaps_to_tell, tell_gaps_in
from toctoc.questions.services.duty.own_calendars import due_calendars, read_due
from toctoc.questions.services.mail.knocks import WRITE as WRITE_KNOCK
from toctoc.questions.services.mail.knocks import write_knock
from toctoc.questions.services.mail.letters import TELL, WRITE, tell_sender, write_letter
from toctoc.questions.services.mail.mailbox import fetch_letters
from toctoc.questions.services.passing_on.boosting import WEIGH, pass_on_if_it_holds
from toctoc.questions.services.passing_on.pledges import due_pledges, follow_up
from toctoc.questions.services.questions import give_up_waiting
from toctoc.questions.services.reminding import due, remind
from toctoc.questions.services.routing.peers import KNOW_PEERS, know_everybody
from toctoc.questions.services.routing.waves import WIDEN, give_up_asking, overdue_waves, widen
from toctoc.questions.services.sheets.retractions import CHECK
from toctoc.questions.services.sheets.reviews import make_stale, overdue_sheets, sheets_on_retracted

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work
    from toctoc.questions.rules.urgency import Urgency

BATCH = 100


@long_task("questions.give_up_waiting", every=timedelta(minutes=5))
def give_up(work: Work) -> None:
    """Say of each question that nobody answered in its time, one transaction each, so that writers pass between."""
    for urgency in PATIENCE:
        while waiting := _out_of_patience(urgency):
            for question in waiting:
                # Somebody answered since it was read: that is what everybody hoped for.
                with contextlib.suppress(Stale):
                    give_up_waiting(question=question)
                work.progress.step()
        while waiting := _asked_twice(urgency):
            for question in waiting:
                give_up_asking(question=question)
                work.progress.step()


@long_task(WIDEN)
def send_wave(work: Work, *, question_id: int) -> None:
    """Send the wave of a question that is due."""
    _ = work
    widen(question_id=question_id)


@long_task("questions.send_overdue_waves", every=timedelta(minutes=5))
def send_overdue_waves(work: Work) -> None:
    """Send the waves whose own job was cancelled or given up."""
    for question_id in overdue_waves():
        widen(question_id=question_id)
        work.progress.step()


@long_task(KNOW_PEERS, at="03:50")
def know_peers(work: Work) -> None:
    """Read again who proved what and who answered lately."""
    know_everybody(progress=work.progress)


@long_task("questions.remind_of_outcomes", every=timedelta(minutes=10))
def remind_of_outcomes(work: Work) -> None:
    """Remind askers to say what came of the answers, one transaction each; those for whom it is night wait."""
    now, after = clock.now(), None
    while waiting := due(now, after, BATCH):
        for question in waiting:
            remind(question=question)
            work.progress.step()
        last = waiting[-1]
        after = (last.remind_at or now, last.pk)


def _out_of_patience(urgency: Urgency) -> list[Question]:
    since = clock.now() - PATIENCE[urgency]
    waiting = Question.objects.filter(state=State.OPEN, urgency=urgency, state_since__lt=since)
    return list(waiting.order_by("state_since")[:BATCH])


def _asked_twice(urgency: Urgency) -> list[Question]:
    since = clock.now() - PATIENCE[urgency]
    waiting = Question.objects.filter(state=State.UNANSWERED, gave_up_at=None, urgency=urgency, state_since__lt=since)
    return list(waiting.order_by("state_since")[:BATCH])


@task(WEIGH)
def weigh_for_boost(work: Work, *, question_id: int) -> None:
    """Pass a question on when the rule of boosting holds for it."""
    _ = work
    pass_on_if_it_holds(question_id=question_id)


@long_task("questions.follow_promises", at="06:40")
def follow_promises(work: Work) -> None:
    """Remind of what was promised with surveys, and say where it stands, one transaction each."""
    after = 0
    while due := due_pledges(after=after, most=BATCH):
        for pledge_id in due:
            follow_up(pledge_id=pledge_id)
            work.progress.step()
        after = due[-1]


@long_task(WRITE)
def write_one_letter(work: Work, *, actor_id: int, answer_id: int) -> None:
    """Write to one reader of one answer."""
    _ = work
    write_letter(actor_id=actor_id, answer_id=answer_id)


@long_task(WRITE_KNOCK)
def write_one_knock(work: Work, *, invitation_id: int) -> None:
    """Write to one person of one invitation."""
    _ = work
    write_knock(invitation_id=invitation_id)


@long_task(TELL)
def tell_one_sender(work: Work, *, told: str, sealed: str, address: str, language: str) -> None:
    """Write back to whoever wrote to a reply address."""
    _ = work
    tell_sender(told=told, sealed=sealed, address=address, language=language)


@long_task("questions.fetch_letters", every=timedelta(minutes=1))
def fetch_from_mailbox(work: Work) -> None:
    """Fetch the answers that wait in a mailbox."""
    fetch_letters(progress=work.progress)


@long_task("questions.read_calendars", every=timedelta(minutes=10))
def read_calendars(work: Work) -> None:
    """Read the calendars whose turn it is; each is claimed before it is asked for."""
    for calendar_id in due_calendars(most=BATCH):
        read_due(calendar_id=calendar_id)
        work.progress.step()


@long_task("questions.tell_gaps", at="08:10")
def tell_gaps(work: Work) -> None:
    """Tell pools of turns to come that nobody holds, one transaction each."""
    for pool_id in gaps_to_tell():
        tell_gaps_in(pool_id=pool_id)
        work.progress.step()


@long_task(CHECK, at="05:10")
def check_sheets(work: Work) -> None:
    """Say which sheets are out of date: their review date came, or a reference was retracted."""
    while overdue := overdue_sheets(most=BATCH):
        for sheet_id in overdue:
            make_stale(sheet_id=sheet_id, mover=SheetMover.TIME)
            work.progress.step()
    while resting := sheets_on_retracted(most=BATCH):
        for sheet_id in resting:
            make_stale(sheet_id=sheet_id, mover=SheetMover.RETRACTION)
            work.progress.step()
