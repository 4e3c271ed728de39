"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.db import SessionStore
from oauth2_provider.models import clear_expired

from toctoc.kernel.tasks import long_task
from toctoc.people.queries import proofs_past_a_date, proofs_to_remind_of
from toctoc.people.services.proofs import let_time_pass, remind_of_end

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task("people.let_proofs_run_out", every=timedelta(minutes=10))
def let_proofs_run_out(work: Work) -> None:
    """Move proofs whose date has come, and remind holders a month before: one transaction each."""
    for due, step in ((proofs_past_a_date, let_time_pass), (proofs_to_remind_of, remind_of_end)):
        while proofs := due():
            for proof in proofs:
                step(proof=proof)
                work.progress.step()


@long_task("people.forget_sessions", at="03:50")
def forget_sessions(_: Work) -> None:
    """Delete the sign-ins that have run out: nobody keeps when somebody was here."""
    SessionStore.clear_expired()


@long_task("people.forget_tokens", at="03:55")
def forget_tokens(_: Work) -> None:
    """Delete the tokens of apps that have run out."""
    clear_expired()
