"""Notifications as apps show them, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings

from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.notifications import notices_of
from toctoc.community.rules.filters import Place
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.ranges import Slice, ranged
from toctoc.mastodon_api.queries.statuses import statuses_by_id
from toctoc.mastodon_api.rules.notice_forms import page_as_status, warning_json
from toctoc.mastodon_api.rules.notices import TYPES, WARNING, WITH_POST, key_of, kinds_of, type_of
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from toctoc.community.models import Notification
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notifications; what is empty does not restrict."""

    types: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    sender_id: int | None = None
    with_apart: bool = False


ALL = Wanted()


@dataclass(slots=True)
class Told:
    """What notifications show: forms of accounts and of readable posts, by id."""

    accounts: dict[int, bytes]
    statuses: dict[int, bytes]


def notices(actor: Actor, wanted: Wanted) -> QuerySet[Notification]:
    """Return an actor's notifications that are wanted, in no order."""
    rows = notices_of(actor, with_apart=wanted.with_apart)
    if wanted.types or wanted.but:
        types = set(wanted.types or TYPES) - set(wanted.but)
        rows = rows.filter(kind__in=kinds_of(types, NotificationKind.values))
    return rows if wanted.sender_id is None else rows.filter(actor=wanted.sender_id)


def notice_page(actor: Actor, wanted: Wanted, asked: Range) -> Slice[Notification]:
    """Return a page of notifications."""
    return ranged(notices(actor, wanted), asked)


def notice_of(actor: Actor, notice_id: int) -> Notification:
    """Return one notification of an actor, kept apart or not; raise :class:`Missing` for anybody else's."""
    found = notices_of(actor, with_apart=True).filter(pk=notice_id).first()
    if found is None:
        raise Missing
    return found


def unread(actor: Actor, wanted: Wanted) -> QuerySet[Notification]:
    """Return those that wait."""
    return notices(actor, wanted).filter(read_at=None)


def told(rows: Sequence[Notification], actor: Actor, viewer: Viewer) -> Told:
    """Return what notifications show: two statements, and what the posts themselves ask."""
    post_ids = [row.post_id for row in rows if row.post_id is not None and type_of(row.kind) in WITH_POST]
    statuses = statuses_by_id(list(dict.fromkeys(post_ids)), viewer, Place.NOTIFICATIONS)
    senders = dict.fromkeys(row.actor_id for row in rows if row.actor_id is not None)
    return Told(accounts_by_id([*senders, *([] if actor.pk in senders else [actor.pk])]), statuses)


def is_shown(row: Notification, actor: Actor, shown: Told) -> bool:
    """Tell whether its sender is still somebody, and its post still for its recipient."""
    is_readable = row.post_id is None or type_of(row.kind) not in WITH_POST or row.post_id in shown.statuses
    return is_readable and (row.actor_id or actor.pk) in shown.accounts


def notices_json(rows: Sequence[Notification], actor: Actor, viewer: Viewer) -> list[bytes]:
    """Return Notification entities (https://docs.joinmastodon.org/entities/Notification/) of those to be shown."""
    shown = told(rows, actor, viewer)
    return [msgspec.json.encode(_notice(row, actor, shown)) for row in rows if is_shown(row, actor, shown)]


def _notice(row: Notification, actor: Actor, shown: Told) -> dict[str, Any]:
    notice = {
        "id": str(row.pk),
        "type": type_of(row.kind),
        "group_key": key_of(row.pk, row.kind, row.post_id).text,
        "created_at": stamp(row.created_at),
        "account": msgspec.Raw(shown.accounts[row.actor_id or actor.pk]),
        "toctoc": ours(row),
    }
    return notice | about(row, actor, shown)


def about(row: Notification, actor: Actor, shown: Told) -> dict[str, Any]:
    """Return what a notification is about, in the member in which apps look for it."""
    of_type = type_of(row.kind)
    told_of = (row.pk, _words(row), page_of(row), stamp(row.created_at))
    if of_type == WARNING:
        return {"moderation_warning": warning_json(*told_of, shown.accounts[actor.pk])}
    if of_type not in WITH_POST:
        return {}
    status = shown.statuses.get(row.post_id or 0)
    account = shown.accounts[row.actor_id or actor.pk]
    return {"status": msgspec.Raw(status) if status is not None else page_as_status(*told_of, account)}


def ours(row: Notification) -> dict[str, str]:
    """Return what a notification is in truth."""
    return {"kind": row.kind, "words": _words(row), "url": page_of(row)}


def page_of(row: Notification) -> str:
    """Return the page that says more."""
    return f"{BASE_URL}{row.address or '/avis'}"


def _words(row: Notification) -> str:
    return str(NotificationKind(row.kind).label)
