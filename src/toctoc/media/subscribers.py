"""What files owe to people."""

from __future__ import annotations

from django.db.models.signals import post_delete
from django.dispatch import receiver

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.media.models import File
from toctoc.media.services.files import ERASE_BYTES
from toctoc.media.tasks import ERASE_OF
from toctoc.people.events import ActorLeft


@subscribe(ActorLeft)
def erase_later(event: ActorLeft) -> None:
    """Let a job erase what an actor who left sent; posts that showed it are hidden from now on."""
    enqueue(ERASE_OF, key=f"{ERASE_OF} {event.actor_id}", owner_id=event.actor_id)


@receiver(post_delete, sender=File)
def erase_bytes_too(instance: File, **_: object) -> None:
    """Let a job erase the bytes of a row that goes, whatever deleted it: its owner, a post, an actor's last rows."""
    enqueue(ERASE_BYTES, file_key=instance.key)
