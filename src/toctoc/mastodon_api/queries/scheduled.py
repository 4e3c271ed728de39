"""Statuses that wait for their time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from toctoc.community.models import Unsent
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.media import attachment
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.rules.visibility import visibility_of
from toctoc.media.queries import own_files

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def own_scheduled(owner: Actor, unsent_id: int) -> Unsent:
    """Return a status of the owner's that waits; raise :class:`Missing` for any other."""
    found = Unsent.objects.select_related("owner").filter(owner=owner, publish_at__isnull=False, pk=unsent_id).first()
    if found is None:
        raise Missing
    return found


def scheduled_status(unsent: Unsent) -> dict[str, object]:
    """Return a ScheduledStatus (https://docs.joinmastodon.org/entities/ScheduledStatus/)."""
    meant: dict[str, Any] = json.loads(unsent.meant)
    files = own_files(unsent.owner, meant["media"]) if meant["media"] else []
    return {
        "id": str(unsent.pk),
        "scheduled_at": stamp(unsent.publish_at or clock.now()),
        "params": {
            "text": meant["text"],
            "poll": _poll(meant["poll"]) if meant["poll"] else None,
            "media_ids": [str(file_id) for file_id in meant["media"]] or None,
            "sensitive": bool(meant.get("sensitive")),
            "spoiler_text": meant["warning"] or None,
            "visibility": visibility_of(meant["audience"]),
            "language": meant["language"],
            "in_reply_to_id": None,
            "quoted_status_id": str(meant["quoted"]) if meant["quoted"] else None,
            "application_id": 0,
            "scheduled_at": None,
            "idempotency": None,
            "with_rate_limit": False,
        },
        "media_attachments": [attachment(file, unsent.owner_id) for file in files],
    }


def _poll(told: list[Any]) -> dict[str, object]:
    options, seconds, is_multiple, *more = told
    return {
        "options": options,
        "expires_in": int(seconds),
        "multiple": is_multiple,
        "hide_totals": bool(more and more[0]),
    }
