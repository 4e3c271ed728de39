"""What this room does by itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from oauth2_provider.models import clear_expired

from toctoc.kernel.errors import Refused
from toctoc.kernel.tasks import long_task, task
from toctoc.people.queries import (
    accepted_from,
    half_erased_actors,
    leaving_actors,
    proofs_past_a_date,
    proofs_to_remind_of,
    trusted_servers,
)
from toctoc.people.rules.attestations import status_lists
from toctoc.people.services.accepted import forget_ended, look_again
from toctoc.people.services.apps import forget_codes, forget_unused_apps
from toctoc.people.services.attestations import forget_ended_attestations
from toctoc.people.services.blocks import end_mutes
from toctoc.people.services.fetching import fetch
from toctoc.people.services.leaving import FORGET_SESSIONS, begin_erasing, forget_kept_numbers, go_on_erasing
from toctoc.people.services.proofs import let_time_pass, remind_of_end
from toctoc.people.services.requests import LET_IN, let_in_who_asked
from toctoc.people.services.trusted_keys import refresh_keys

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


@long_task("people.let_actors_leave", every=timedelta(minutes=10))
def let_actors_leave(work: Work) -> None:
    """Begin to erase the actors that leave and whose moment has come, and see that what was begun is finished."""
    for actor_id in half_erased_actors():
        go_on_erasing(actor_id=actor_id)
    for actor_id in leaving_actors():
        begin_erasing(actor_id=actor_id)
        work.progress.step()


@long_task(FORGET_SESSIONS)
def forget_sessions_of(work: Work, *, account_id: int) -> None:
    """Delete the sign-ins of an account that is gone: each row says whose it is in a form that no query can read."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(account_id):
            session.delete()
        work.progress.step()


@task("people.end_mutes", every=timedelta(minutes=10))
def end_mutes_whose_time_is_over(_: Work) -> None:
    """Let actors hear again those whom they muted for a time."""
    end_mutes()


@long_task(LET_IN)
def let_in(work: Work, *, actor_id: int) -> None:
    """Let in everybody who waits to follow an actor that approves nobody any more."""
    let_in_who_asked(actor_id=actor_id, progress=work.progress)


@task("people.forget_kept_numbers", at="03:45")
def forget_numbers(_: Work) -> None:
    """Delete the digests that outlived suspended people who left, once their year is over."""
    forget_kept_numbers()


@long_task("people.forget_sessions", at="03:50")
def forget_sessions(_: Work) -> None:
    """Delete the sign-ins that have run out: nobody keeps when somebody was here."""
    SessionStore.clear_expired()


@long_task("people.forget_tokens", at="03:55")
def forget_tokens(work: Work) -> None:
    """Delete the tokens of apps that have run out, the codes they came from, and the apps that nobody uses."""
    clear_expired()
    forget_codes()
    while forget_unused_apps():
        work.progress.step()


@long_task("people.look_again_at_attestations", every=timedelta(minutes=4))
def look_again_at_attestations(work: Work) -> None:
    """Ask the servers that are believed what they stand by no longer: each list once, and their keys in the hour."""
    for server in trusted_servers():
        with suppress(Refused):
            refresh_keys(server=server)
    for address, accepted in groupby(accepted_from(), key=lambda each: each.list_address):
        try:
            status = fetch(address, status_lists.LONGEST)
        except Refused:
            # Nobody answers: what was accepted ends with its week.
            continue
        for each in accepted:
            look_again(accepted=each, status=status)
            work.progress.step()


@task("people.forget_attestations", at="04:05")
def forget_attestations(_: Work) -> None:
    """Give back the places of attestations that ended, and delete the documents whose proof is over."""
    forget_ended_attestations()
    forget_ended()
