"""Put one's own messages first on one's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Pin
from toctoc.community.policies import may_edit
from toctoc.community.rules.rosters import MOST_PINS
from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from toctoc.community.models import Post


@transaction.atomic
def pin(*, author: Actor, post: Post) -> None:
    """Put a message of one's own first on one's profile; doing it twice changes nothing.

    Raises :class:`Missing` for others', :class:`Refused` for a reply or for more than five.
    """
    may_edit(author, post)
    if not post.is_first:
        raise Refused("On épingle un message qui commence un fil, pas une réponse.")
    Actor.objects.select_for_update(no_key=True).get(pk=author.pk)
    if Pin.objects.filter(post=post).exists():
        return
    if Pin.objects.filter(actor=author).count() >= MOST_PINS:
        raise Refused("Vous avez déjà épinglé %(most)s messages. Détachez-en un d’abord.", most=MOST_PINS)
    Pin.objects.create(actor=author, post=post)


@transaction.atomic
def unpin(*, author: Actor, post: Post) -> None:
    """Let a message stand in its place again."""
    Pin.objects.filter(actor=author, post=post).delete()
