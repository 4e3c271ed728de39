"""Notifications of one day about one post, told together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q

from toctoc.community.queries.notifications import notices_of
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.notices import Told, Wanted, about, is_shown, notices, ours, told
from toctoc.mastodon_api.queries.ranges import Slice, ranged
from toctoc.mastodon_api.rules.notices import GROUPED, GroupKey, key_of, kinds_of_key, type_of
from toctoc.mastodon_api.rules.pages import Range
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from toctoc.community.models import Notification
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# What is looked through for one page of groups, and how many accounts of a group are shown.
MOST_SCANNED = 400
MOST_SHOWN = 8


@dataclass(slots=True)
class Group:
    """Notifications that are told together, newest first: those of the page, and how many there are in all."""

    key: GroupKey
    notices: list[Notification] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """A group as apps are told of it: its own form, the actors it shows, and the status that stands for it."""

    entry: dict[str, Any]
    senders: list[int]
    status: object | None


def group_page(actor: Actor, wanted: Wanted, asked: Range, grouped: Iterable[str] = GROUPED) -> Slice[Group]:
    """Return groups, the newest first; each holds those of its notifications that lie in the page.

    A page is an unbroken range of notifications, so that a group may go on in the next one, under the same key.
    """
    types = tuple(grouped)
    size = asked.size
    wide = Range(asked.below, asked.above, asked.climbs, MOST_SCANNED)
    found = ranged(notices(actor, wanted), wide)
    rows = found.items[::-1] if asked.climbs else found.items
    groups: dict[GroupKey, Group] = {}
    is_cut = False
    for row in rows:
        key = key_of(row.pk, row.kind, row.post_id, types)
        if key not in groups and len(groups) == size:
            is_cut = True
            break
        groups.setdefault(key, Group(key)).notices.append(row)
    for group in groups.values():
        group.notices.sort(key=lambda row: -row.pk)
    newest_first = sorted(groups.values(), key=lambda group: -group.notices[0].pk)
    counted(actor, newest_first)
    return Slice(newest_first, is_last=found.is_last and not is_cut)


def group_under(actor: Actor, key: GroupKey, most: int = MOST_SCANNED) -> Group:
    """Return one group; raise :class:`Missing` when there is nothing in it."""
    rows = list(in_group(actor, key).order_by("-id")[:most])
    if not rows:
        raise Missing
    return Group(key, rows, len(rows))


def in_group(actor: Actor, key: GroupKey) -> QuerySet[Notification]:
    """Return the notifications of a group, in no order."""
    rows = notices_of(actor, with_apart=not key.type).filter(id__gte=key.first_id, id__lte=key.last_id)
    if not key.type:
        return rows
    return rows.filter(kind__in=kinds_of_key(key), post=key.post_id or None)


def counted(actor: Actor, groups: Sequence[Group]) -> None:
    """Count what each group holds in all: one statement, whatever their number."""
    together = [group for group in groups if group.key.type]
    for group in groups:
        group.count = len(group.notices)
    if not together:
        return
    length = together[0].key.last_id - together[0].key.first_id + 1
    known = _in_all(actor, together, length)
    for group in together:
        place = (group.key.type, group.key.post_id, group.key.first_id // length)
        group.count = max(group.count, known.get(place, 0))


def _in_all(actor: Actor, groups: Sequence[Group], length: int) -> dict[tuple[str, int, int], int]:
    """Return how many notifications there are by type, post and day, a day being ``length`` ids long."""
    first = min(group.key.first_id for group in groups)
    last = max(group.key.last_id for group in groups)
    about = Q(post__in=[group.key.post_id for group in groups if group.key.post_id]) | Q(post=None)
    kinds = sorted({kind for group in groups for kind in kinds_of_key(group.key)})
    rows = notices_of(actor).filter(about, kind__in=kinds, id__gte=first, id__lte=last)
    days = rows.annotate(day=ExpressionWrapper(F("id") / length, output_field=BigIntegerField()))
    counts = days.order_by().values_list("kind", "post_id", "day").annotate(Count("id"))
    return {(type_of(kind), post_id or 0, day): count for kind, post_id, day, count in counts}


def groups_json(groups: Sequence[Group], actor: Actor, viewer: Viewer, *, partly: bool = False) -> bytes:
    """Return GroupedNotificationsResults (https://docs.joinmastodon.org/methods/grouped_notifications/).

    ``partly`` gives only what a picture needs of those who are not the newest of a group.
    """
    shown = told([row for group in groups for row in group.notices], actor, viewer)
    tellings = [one for group in groups if (one := _telling(group, actor, shown))]
    statuses = {one.entry["status_id"]: one.status for one in tellings if one.status is not None}
    results = {
        **_accounts(tellings, shown, partly=partly),
        "statuses": list(statuses.values()),
        "notification_groups": [one.entry for one in tellings],
    }
    return msgspec.json.encode(results)


def _telling(group: Group, actor: Actor, shown: Told) -> Telling | None:
    """Return what is told of a group; ``None`` when nothing of it may be shown any more."""
    rows = [row for row in group.notices if is_shown(row, actor, shown)]
    if not rows:
        return None
    senders = list(dict.fromkeys(row.actor_id or actor.pk for row in rows))[:MOST_SHOWN]
    entry = _group(group, rows, senders)
    more = about(rows[0], actor, shown)
    status = more.pop("status", None)
    if status is not None:
        # Of a page, the status that stands for it has the number of the notification.
        entry["status_id"] = str(rows[0].post_id if rows[0].post_id in shown.statuses else rows[0].pk)
    return Telling(entry | more, senders, status)


def _accounts(tellings: Sequence[Telling], shown: Told, *, partly: bool) -> dict[str, Any]:
    used = dict.fromkeys(sender for one in tellings for sender in one.senders)
    full = {one.senders[0] for one in tellings} if partly else used.keys()
    told_of = {"accounts": [msgspec.Raw(shown.accounts[actor_id]) for actor_id in used if actor_id in full]}
    partial = [_partial(shown.accounts[actor_id]) for actor_id in used if actor_id not in full]
    return told_of | ({"partial_accounts": partial} if partial else {})


def _partial(account: bytes) -> dict[str, Any]:
    """Return a PartialAccountWithAvatar."""
    whole = msgspec.json.decode(account)
    return {name: whole[name] for name in ("id", "acct", "url", "avatar", "avatar_static", "locked", "bot")}


def _group(group: Group, rows: list[Notification], senders: list[int]) -> dict[str, Any]:
    return {
        "group_key": group.key.text,
        "notifications_count": group.count,
        "type": type_of(rows[0].kind),
        "most_recent_notification_id": str(rows[0].pk),
        "page_min_id": str(rows[-1].pk),
        "page_max_id": str(rows[0].pk),
        "latest_page_notification_at": stamp(rows[0].created_at),
        "sample_account_ids": [str(actor_id) for actor_id in senders],
        "toctoc": ours(rows[0]),
    }
