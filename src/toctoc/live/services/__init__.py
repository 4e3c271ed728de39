"""Announce to open screens, and take back."""

from __future__ import annotations

import importlib
import json
import logging
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from toctoc.kernel import clock
from toctoc.live.models import LiveEvent
from toctoc.live.models.live_event import LONGEST_CHANNELS
from toctoc.live.rules.wire import WAKE_CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from redis import Redis

KEPT = timedelta(days=1)
# Rows deleted by one statement: the next writer does not wait longer than that.
BATCH = 1_000
# A writer does not wait for Redis: the stream processes look at the table every second in any case.
REDIS_SECONDS = 0.5


def announce(kind: str, *, channels: Iterable[str], payload: Mapping[str, object], subject: int = 0) -> None:
    """Tell the streams that hear one of ``channels``, when the caller's transaction commits.

    ``payload`` names things and never quotes them: what a screen shows is fetched through the viewer's policies.
    """
    said = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    lines = lines_of(channels)
    LiveEvent.objects.bulk_create(LiveEvent(channels=line, kind=kind, subject=subject, payload=said) for line in lines)
    # One of the two: notices that nobody takes would pile up in PostgreSQL.
    if settings.ENVIRONMENT.redis_url:
        transaction.on_commit(_wake)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {WAKE_CHANNEL}")


def lines_of(channels: Iterable[str]) -> list[str]:
    """Return channels on as many lines as they need: a few hundred people may read one object by name."""
    lines = [""]
    for channel in channels:
        longer = f"{lines[-1]} {channel}".strip()
        if len(longer) > LONGEST_CHANNELS:
            lines.append(channel)
        else:
            lines[-1] = longer
    return lines


def retract(subject: int) -> None:
    """Erase the events about something that was deleted: a late stream must not show it."""
    LiveEvent.objects.filter(subject=subject).delete()


def forget_old(*, most: int = BATCH) -> int:
    """Delete up to ``most`` events older than a day; return how many."""
    old = LiveEvent.objects.filter(created_at__lt=clock.now() - KEPT).order_by("created_at")
    deleted, _ = LiveEvent.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted


def _wake() -> None:
    # Loaded at the first wake: a place without Redis does not carry its client in memory.
    redis = importlib.import_module("redis")
    try:
        _redis().publish(WAKE_CHANNEL, b"")
    except redis.RedisError:
        logging.getLogger("toctoc.live").warning("redis does not answer", exc_info=True)


@cache
def _redis() -> Redis:
    client: Redis = importlib.import_module("redis").Redis.from_url(
        settings.ENVIRONMENT.redis_url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
    )
    return client
