"""Notifications as they come: twin of ``queries.notices``, which a test holds equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.community.rules.filters import Place
from toctoc.mastodon_api.rules.notice_forms import page_as_status, warning_json
from toctoc.mastodon_api.rules.notices import WARNING, WITH_POST, key_of, type_of
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.stream.reading import chunks, marks, moment_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.live.stream.sources import Source
    from toctoc.mastodon_api.stream.hearing import Hearing

_NOTICES = """
SELECT id, kind, recipient_id, actor_id, post_id, address, created_at FROM community_notification
WHERE id BETWEEN %s AND %s AND NOT is_apart AND recipient_id IN ({ids})
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification; ``words`` are those of its kind."""

    notice_id: int
    kind: str
    recipient_id: int
    sender_id: int | None
    post_id: int | None
    address: str
    created_at: datetime
    words: str

    @property
    def type(self) -> str:
        """By which type apps are told."""
        return type_of(self.kind)


class Notices:
    """Reads notifications and what they are about; ``base_url`` is where their addresses begin."""

    def __init__(self, source: Source, hearing: Hearing, base_url: str) -> None:
        self.source = source
        self.hearing = hearing
        self.base_url = base_url

    async def between(self, first: int, last: int, recipients: Iterable[int], words: str) -> list[Notice]:
        """Return what some actors were told by one announcement."""
        found: list[Notice] = []
        for some in chunks(recipients):
            rows = await self.source.rows(_NOTICES.format(ids=marks(some)), first, last, *some)
            found += [_notice(row, words) for row in rows]
        return found

    async def written(self, notice: Notice) -> bytes | None:
        """Return a Notification entity; ``None`` when its recipient may not, or not any more, read what it is about."""
        account = await self.hearing.posts.account(notice.sender_id or notice.recipient_id)
        about = await self._about(notice, account) if account is not None else None
        if account is None or about is None:
            return None
        said = {
            "id": str(notice.notice_id),
            "type": notice.type,
            "group_key": key_of(notice.notice_id, notice.kind, notice.post_id).text,
            "created_at": stamp(notice.created_at),
            "account": msgspec.Raw(account),
            "toctoc": {"kind": notice.kind, "words": notice.words, "url": self._page(notice)},
        }
        return msgspec.json.encode(said | about)

    async def _about(self, notice: Notice, account: bytes) -> dict[str, Any] | None:
        told_of = (notice.notice_id, notice.words, self._page(notice), stamp(notice.created_at))
        if notice.type == WARNING:
            own = await self.hearing.posts.account(notice.recipient_id)
            return {"moderation_warning": warning_json(*told_of, own)} if own is not None else None
        if notice.type not in WITH_POST:
            return {}
        if notice.post_id is None:
            return {"status": page_as_status(*told_of, account)}
        status = await self._status(notice.post_id, notice.recipient_id)
        return {"status": msgspec.Raw(status)} if status is not None else None

    async def _status(self, post_id: int, recipient_id: int) -> bytes | None:
        said = await self.hearing.posts.said(post_id)
        if said is None or not said.is_shown:
            return None
        readers = await self.hearing.readers_of(said, [recipient_id])
        if recipient_id not in readers:
            return None
        shown = await self.hearing.shown(said, readers)
        return await shown.to(readers[recipient_id], Place.NOTIFICATIONS)

    def _page(self, notice: Notice) -> str:
        return f"{self.base_url}{notice.address or '/avis'}"


def _notice(row: tuple[Any, ...], words: str) -> Notice:
    notice_id, kind, recipient_id, sender_id, post_id, address, created_at = row
    return Notice(notice_id, kind, recipient_id, sender_id, post_id, address, moment_in(created_at), words)
