"""What this room does by itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.services import announcements
from toctoc.community.services.bells import RING, ring
from toctoc.community.services.corrections import TELL, tell_boosters
from toctoc.community.services.digests import LetterStays, due_digests, send_digest
from toctoc.community.services.leaving import ERASE, erase_who_left
from toctoc.community.services.lookups import look_up
from toctoc.community.services.parts.poll import CLOSE
from toctoc.community.services.parts.references import LOOK_UP
from toctoc.community.services.polls import tell_voters
from toctoc.community.services.push import PUSH, push
from toctoc.community.services.quiet import forget_ended_filters
from toctoc.community.services.shield import forget_ended
from toctoc.community.services.unsent import PUBLISH, forget_old, publish_due
from toctoc.kernel.tasks import long_task, task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(PUSH)
def tell_browser(work: Work, *, subscription_id: int, notification_id: int) -> None:
    """Tell one browser that something waits."""
    push(subscription_id=subscription_id, notification_id=notification_id, attempt=work.attempt)


@long_task("community.send_digests", every=timedelta(minutes=15))
def send_digests(work: Work) -> None:
    """Send the letters whose morning has come; one that the mail server does not take waits for the next time."""
    for digest_id in due_digests():
        with suppress(LetterStays):
            send_digest(digest_id=digest_id)
        work.progress.step()


@task("community.forget_filters", every=timedelta(hours=6))
def forget_filters(_: Work) -> None:
    """Delete the filters whose time is over."""
    forget_ended_filters()


@long_task(ERASE)
def erase(work: Work, *, actor_id: int) -> None:
    """Erase what an actor who left wrote and did."""
    erase_who_left(actor_id=actor_id, progress=work.progress)


@long_task(LOOK_UP)
def look_up_references(work: Work, *, post_id: int) -> None:
    """Ask a register for the titles of what a post cites."""
    look_up(post_id=post_id, progress=work.progress)


@long_task(CLOSE)
def close_poll(work: Work, *, post_id: int) -> None:
    """Tell those who voted that a poll closed."""
    tell_voters(post_id=post_id, progress=work.progress)


@task("community.lower_shields", every=timedelta(hours=6))
def lower_shields(_: Work) -> None:
    """Delete the shields whose days are over."""
    forget_ended()


@long_task(RING)
def ring_bells(work: Work, *, post_id: int) -> None:
    """Tell those who rang the bell of an author that it began a thread."""
    ring(post_id=post_id, progress=work.progress)


@task(announcements.TELL)
def tell_announcement(work: Work, *, announcement_id: int) -> None:
    """Tell that an announcement appears, or ends."""
    _ = work
    announcements.tell_announcement(announcement_id=announcement_id)


@long_task(TELL)
def tell_of_edit(work: Work, *, post_id: int) -> None:
    """Tell those who show a post to others that it was edited."""
    tell_boosters(post_id=post_id, progress=work.progress)


@task(PUBLISH)
def publish_unsent(work: Work, *, unsent_id: int) -> None:
    """Say a message whose time has come."""
    _ = work
    publish_due(unsent_id=unsent_id)


@long_task("community.forget_drafts", at="04:20")
def forget_drafts(work: Work) -> None:
    """Erase drafts that nobody touched for thirty days, a few at a time."""
    while forget_old():
        work.progress.step()
