"""What concerns one listener alone: its notifications, its filters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.rules.streams import (
    FILTERS,
    NOTIFICATION,
    NOTIFICATIONS,
    USER,
    Asked,
    may_hear_notifications,
)
from toctoc.mastodon_api.stream.ears import News

if TYPE_CHECKING:
    from toctoc.live.rules.wire import Row
    from toctoc.mastodon_api.stream.ears import Ears
    from toctoc.mastodon_api.stream.notices import Notices

_HOME, _NOTICES = Asked(USER), Asked(NOTIFICATIONS)


class Personal:
    """Tells of what concerns one alone."""

    def __init__(self, ears: Ears, notices: Notices) -> None:
        self.ears = ears
        self.notices = notices

    async def tell(self, row: Row) -> None:
        """Tell of one event, when it is for somebody by name."""
        if row.kind == "filters":
            for actor_id in named_in(row):
                self.ears.tell(_HOME, actor_id, News(FILTERS, None))
        elif row.kind == "notification":
            await self._tell_notices(row)

    async def _tell_notices(self, row: Row) -> None:
        listening = self.ears.actors_on(_HOME) | self.ears.actors_on(_NOTICES)
        payload = json.loads(row.payload)
        first, last = (id_in(str(payload.get(end, ""))) or 0 for end in ("first", "last"))
        told = listening.intersection(named_in(row))
        for notice in await self.notices.between(first, last, told, str(payload.get("words", ""))):
            written = await self.notices.written(notice)
            if written is not None:
                self._tell(notice.recipient_id, News(NOTIFICATION, written))

    def _tell(self, actor_id: int, news: News) -> None:
        for asked in (_HOME, _NOTICES):
            for ear in self.ears.on(asked, actor_id):
                # Who may read a home page may not always read notifications.
                if may_hear_notifications(ear.bearer.scopes):
                    ear.tell(asked, news)


def named_in(row: Row) -> list[int]:
    """Return the actors that an event is for by name."""
    words = (word.partition(":") for word in row.channels)
    return [int(told) for kind, _, told in words if kind == "actor" and told.isdecimal()]
