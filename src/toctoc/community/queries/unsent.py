"""What somebody has not said yet: for the owner's eyes alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toctoc.community.models import Unsent
from toctoc.kernel.errors import Missing

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def own_unsent(owner: Actor, unsent_id: int) -> Unsent:
    """Return a draft of ``owner``, or a message of theirs that waits; raise :class:`Missing` for any other."""
    try:
        return Unsent.objects.get(owner=owner, pk=unsent_id)
    except Unsent.DoesNotExist:
        raise Missing from None


def fields_of(unsent: Unsent) -> dict[str, list[str]]:
    """Return the fields of the form that an unsent message comes from."""
    fields: dict[str, list[str]] = json.loads(unsent.fields)
    return fields


def drafts_of(owner: Actor) -> list[Unsent]:
    """Return the drafts of ``owner``, the last touched first; services bound their number."""
    return list(Unsent.objects.filter(owner=owner, publish_at=None).order_by("-updated_at", "-id"))


def waiting_of(owner: Actor) -> list[Unsent]:
    """Return the messages of ``owner`` that wait for their time, the next first."""
    return list(Unsent.objects.filter(owner=owner, publish_at__isnull=False).order_by("publish_at", "id"))
