"""Put prepared forms, counters and the reader's own marks together: string work on the columns of one statement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from toctoc.kernel.ids import FREE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Row(NamedTuple):
    """One line of the statement of :mod:`queries.statuses`, in its order of columns; forms are bytes."""

    post_id: int
    status: bytes
    account: bytes
    author_id: int
    followers: int
    following: int
    posts: int
    last_thread: int
    parts: str
    thread_id: int
    replies: int
    boosts: int
    favourites: int
    is_boosted: int
    is_favoured: int
    is_kept: int
    is_pinned: int
    # What it quotes; its warning and its text follow for readers with filters.
    quoted_id: int | None


# What a status says besides, by the id of its post: its poll, the post it quotes, the filters it meets.
Extras = dict[int, bytes]
PLAIN = b'"poll":null,"quote":null'
UNFILTERED = b"[]"

# SQLite says 0 and 1, PostgreSQL False and True; indexed by boosted, favoured, kept.
_YES_NO = (b"false", b"true")
_MARKS = tuple(
    tuple(
        tuple(b'"reblogged":%s,"favourited":%s,"bookmarked":%s' % (boosted, favoured, kept) for kept in _YES_NO)
        for favoured in _YES_NO
    )
    for boosted in _YES_NO
)
_PINNED = (b',"pinned":false', b',"pinned":true')


_ACCOUNT = b'%s,"followers_count":%d,"following_count":%d,"statuses_count":%d,"last_status_at":%s}'
_STATUS = (
    b'%s,"account":'
    + _ACCOUNT
    + b',"replies_count":%d,"reblogs_count":%d,"favourites_count":%d,%s,"muted":%s%s,%s,"filtered":%s,"reblog":null}'
)


def account(prepared: bytes, followers: int, following: int, posts: int, last_thread: int) -> bytes:
    """Return an account: its form closed with its counters; ``last_thread`` is the id of the last thread it began."""
    return _ACCOUNT % (prepared, followers, following, posts, _last_day(last_thread))


@lru_cache(maxsize=8192)
def _last_day(last_thread: int) -> bytes:
    if not last_thread:
        return b"null"
    day = _EPOCH + timedelta(milliseconds=last_thread >> FREE_BITS)
    return b'"%s"' % day.date().isoformat().encode()


def status(row: tuple[Any, ...], me: int, threads: Collection[int], extras: Extras, filtered: Extras) -> bytes:
    """Return one status as the actor ``me`` (nought: a stranger) sees it.

    ``threads`` are those of which it wants no notifications.
    """
    post_id = row[0]
    return _STATUS % (
        row[1],
        row[2],
        *row[4:7],
        _last_day(row[7]),
        *row[10:13],
        _MARKS[row[13]][row[14]][row[15]],
        _YES_NO[row[9] in threads],
        _PINNED[row[16]] if row[3] == me else b"",
        extras.get(post_id, PLAIN),
        filtered.get(post_id, UNFILTERED),
    )


def reblog(entry_id: int, booster: bytes, boosted: bytes, *, base_url: str, moment: str) -> bytes:
    """Return the status that says that somebody boosted another: ``booster`` and ``boosted`` are JSON objects."""
    address = f"{base_url}/relais/{entry_id}".encode()
    return (
        b'{"id":"%d","created_at":"%s","edited_at":null,"in_reply_to_id":null,"in_reply_to_account_id":null,'
        b'"sensitive":false,"spoiler_text":"","visibility":"public","language":null,"uri":"%s","url":"%s",'
        b'"content":"","media_attachments":[],"mentions":[],"tags":[],"emojis":[],"card":null,"poll":null,'
        b'"quote":null,"account":%s,"replies_count":0,"reblogs_count":0,"favourites_count":0,"reblogged":%s,'
        b'"favourited":false,"bookmarked":false,"muted":false,"filtered":[],"application":null,"reblog":%s}'
    ) % (entry_id, moment.encode(), address, address, booster, _reblogged(boosted), boosted)


def _reblogged(boosted: bytes) -> bytes:
    return b"true" if b'"reblogged":true' in boosted[-2_000:] else b"false"


def array(objects: Iterable[bytes]) -> bytes:
    """Return a JSON array of objects that are JSON already."""
    return b"[%s]" % b",".join(objects)
