"""Markers: https://docs.joinmastodon.org/methods/markers/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.models import Marker
from toctoc.mastodon_api.rules.marks import TIMELINES
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.services.marks import mark
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import Reply, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.mastodon_api.web.calls import Call

PLACE = "api/v1/markers"


class AskedIn(msgspec.Struct):
    """Of which timelines."""

    timeline: list[str] = []


class ReadIn(msgspec.Struct):
    """The last that was read."""

    last_read_id: str = ""


class MarksIn(msgspec.Struct):
    """The last that was read of each timeline."""

    home: ReadIn | None = None
    notifications: ReadIn | None = None


@endpoint("GET", PLACE, scope="read:statuses")
def index(call: Call) -> Reply:
    """Return how far timelines were read."""
    return _told(Marker.objects.filter(actor=call.actor, timeline__in=call.read(AskedIn).timeline))


@endpoint("POST", PLACE, scope="write:statuses")
def write(call: Call) -> Reply:
    """Say how far timelines were read."""
    asked = call.read(MarksIn)
    chosen = {name: getattr(asked, name) for name in TIMELINES if getattr(asked, name) is not None}
    read = {name: id_in(told.last_read_id) for name, told in chosen.items()}
    if None in read.values():
        raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field="last_read_id")
    return _told([mark(actor=call.actor, timeline=name, read_id=number or 0) for name, number in read.items()])


def _told(rows: Iterable[Marker]) -> Reply:
    """Return Marker entities (https://docs.joinmastodon.org/entities/Marker/) by timeline."""
    return said(
        {
            row.timeline: {
                "last_read_id": str(row.last_read_id),
                "version": row.version,
                "updated_at": stamp(row.updated_at),
            }
            for row in rows
        }
    )
