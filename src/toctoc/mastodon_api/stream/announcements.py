"""What the place announces to everybody, when it does: twin of ``web.announcements``, which a test holds equal."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING

import msgspec

from toctoc.kernel import clock
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.rules.announcements import AnnouncementFacts, announcement_of, reaction_of
from toctoc.mastodon_api.rules.statuses import absolute
from toctoc.mastodon_api.rules.streams import ANNOUNCEMENT, REACTION, USER, WITHDRAWN, Asked
from toctoc.mastodon_api.stream.ears import News
from toctoc.mastodon_api.stream.reading import as_text, chunks, marks, moment_in

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.live.rules.wire import Row
    from toctoc.live.stream.sources import Source
    from toctoc.mastodon_api.stream.ears import Ears

_HOME = Asked(USER)
_LASTING = """
SELECT text, starts_at, ends_at, all_day, published_at, updated_at FROM community_announcement
WHERE id = %s AND published_at <= %s AND (ends_at IS NULL OR ends_at > %s)
"""
_COUNTS = """
SELECT emoji, COUNT(*) FROM community_announcementreaction WHERE announcement_id = %s GROUP BY emoji ORDER BY MIN(id)
"""
_SEEN = "SELECT actor_id FROM community_announcementseen WHERE announcement_id = %s AND actor_id IN ({ids})"
_OWN = "SELECT actor_id, emoji FROM community_announcementreaction WHERE announcement_id = %s AND actor_id IN ({ids})"


class Announcements:
    """Tells of announcements; ``base_url`` is where addresses in them begin."""

    def __init__(self, ears: Ears, source: Source, base_url: str) -> None:
        self.ears = ears
        self.source = source
        self.base_url = base_url

    async def tell(self, row: Row) -> None:
        """Tell of one event, when it is one of an announcement."""
        if not row.kind.startswith(ANNOUNCEMENT):
            return
        payload = json.loads(row.payload)
        announcement_id = id_in(str(payload.get("id", ""))) or 0
        if row.kind == "announcement_gone":
            self._tell_all(News(WITHDRAWN, str(announcement_id).encode()))
        elif row.kind == "announcement_reaction":
            await self._tell_reaction(announcement_id, str(payload.get("emoji", "")))
        elif (facts := await self._facts(announcement_id)) is not None:
            await self._tell_shown(facts)

    def _tell_all(self, news: News) -> None:
        for actor_id in self.ears.actors_on(_HOME):
            self.ears.tell(_HOME, actor_id, news)

    async def _tell_reaction(self, announcement_id: int, emoji: str) -> None:
        counts = dict(await self.source.rows(_COUNTS, announcement_id))
        said = {"name": emoji, "count": counts.get(emoji, 0), "announcement_id": str(announcement_id)}
        self._tell_all(News(REACTION, msgspec.json.encode(said)))

    async def _tell_shown(self, facts: AnnouncementFacts) -> None:
        listening = self.ears.actors_on(_HOME)
        seen: set[int] = set()
        own: dict[int, set[str]] = {}
        for some in chunks(listening):
            values = (facts.announcement_id, *some)
            seen |= {actor_id for (actor_id,) in await self.source.rows(_SEEN.format(ids=marks(some)), *values)}
            for actor_id, emoji in await self.source.rows(_OWN.format(ids=marks(some)), *values):
                own.setdefault(actor_id, set()).add(emoji)
        counts = await self.source.rows(_COUNTS, facts.announcement_id)
        written: dict[bytes, News] = {}
        for actor_id in listening:
            chosen = own.get(actor_id, ())
            reactions = [reaction_of(emoji, count, is_own=emoji in chosen) for emoji, count in counts]
            said = msgspec.json.encode(announcement_of(facts, reactions, is_seen=actor_id in seen))
            self.ears.tell(_HOME, actor_id, written.setdefault(said, News(ANNOUNCEMENT, said)))

    async def _facts(self, announcement_id: int) -> AnnouncementFacts | None:
        """Return one that lasts; ``None`` for any other."""
        now = as_text(clock.now())
        rows = await self.source.rows(_LASTING, announcement_id, now, now)
        if not rows:
            return None
        text, starts_at, ends_at, all_day, published_at, updated_at = rows[0]
        return AnnouncementFacts(
            announcement_id=announcement_id,
            content=absolute(_html(text), self.base_url),
            starts_at=_moment(starts_at),
            ends_at=_moment(ends_at),
            all_day=bool(all_day),
            published_at=moment_in(published_at),
            updated_at=moment_in(updated_at),
        )


def _html(text: str) -> str:
    # Loaded at the first announcement: this process renders nothing else, and stays small until then.
    html: str = importlib.import_module("toctoc.community.rules.markdown").rendered(text, set()).html
    return html


def _moment(value: str | datetime | None) -> datetime | None:
    return moment_in(value) if value else None
