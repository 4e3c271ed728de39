"""Take one step of an application's life: the only writer of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Stale
from toctoc.proofs.paths.by_hand.models import Application, Exchange, Step, Voice
from toctoc.proofs.paths.by_hand.rules.life import OVER, Examination, Mover, State, check_move

if TYPE_CHECKING:
    from toctoc.people.models import Account

LETTER = "by_hand.write"
_LETTERS = {State.ACCEPTED: "accepted", State.REFUSED: "refused", State.UPHELD: "upheld", State.LAPSED: "lapsed"}


def hold(application: Application, *, seen: int | None = None) -> Application:
    """Return an application as it is now, which nobody else changes before the end of the transaction.

    ``seen`` is the version that the page was drawn from. Raises :class:`Missing` when it is gone, and
    :class:`Stale` when something happened since the page was read.
    """
    held = Application.objects.select_for_update(of=("self",)).select_related("actor").filter(pk=application.pk).first()
    if held is None:
        raise Missing
    if seen is not None and held.version != seen:
        raise Stale("Cette demande a changé depuis. Voici où elle en est.")
    return held


def go(
    application: Application,
    after: State,
    mover: Mover,
    *,
    moved_by: Account | None = None,
    holder: Account | None = None,
) -> None:
    """Move an application that :func:`hold` returned, keep the step, and write to the person when it ends."""
    check_move(application.state, after, mover)
    before, now = application.state, clock.now()
    application.state, application.state_since, application.held_by = after.value, now, holder
    application.version += 1
    if after in {State.ACCEPTED, State.REFUSED} and application.decided_at is None:
        application.decided_at = now
    if after in OVER:
        forget_words(application)
    application.save()
    keep_step(application, before, moved_by)
    if after in _LETTERS:
        is_won = after is State.ACCEPTED and application.examination == Examination.APPEAL
        enqueue(LETTER, application=application.pk, letter="appeal_accepted" if is_won else _LETTERS[after])


def keep_step(application: Application, before: str, moved_by: Account | None) -> None:
    """Keep a step for whoever has to understand later."""
    Step.objects.create(
        application=application,
        before=before,
        after=application.state,
        examination=application.examination,
        moved_by=moved_by,
        holder=application.held_by,
        moved_at=application.state_since,
    )


def forget_words(application: Application) -> None:
    """Forget what was written about an application; the caller saves it."""
    application.words = application.phrase = ""
    Exchange.objects.filter(application=application).delete()
    Voice.objects.filter(application=application).update(note="")
