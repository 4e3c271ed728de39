"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.services.leaving import ERASE, erase_who_left
from toctoc.community.services.parts.poll import CLOSE
from toctoc.community.services.polls import tell_voters
from toctoc.community.services.shield import forget_ended
from toctoc.community.services.unsent import PUBLISH, forget_old, publish_due
from toctoc.kernel.tasks import long_task, task

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work


@long_task(ERASE)
def erase(work: Work, *, actor_id: int) -> None:
    """Erase what an actor who left wrote and did."""
    erase_who_left(actor_id=actor_id, progress=work.progress)


@long_task(CLOSE)
def close_poll(work: Work, *, post_id: int) -> None:
    """Tell those who voted that a poll closed."""
    tell_voters(post_id=post_id, progress=work.progress)


@task("community.lower_shields", every=timedelta(hours=6))
def lower_shields(_: Work) -> None:
    """Delete the shields whose days are over."""
    forget_ended()


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
