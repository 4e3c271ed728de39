"""Announce to open screens, and take back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from toctoc.kernel import clock
from toctoc.live.models import LiveEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT = timedelta(days=1)
WAKE_CHANNEL = "toctoc_live"


def announce(kind: str, *, channels: Iterable[str], payload: Mapping[str, object], subject: int = 0) -> None:
    """Tell the streams that hear one of ``channels``, when the caller's transaction commits.

    ``payload`` names things and never quotes them: what a screen shows is fetched through the viewer's policies.
    """
    LiveEvent.objects.create(
        channels=" ".join(channels),
        kind=kind,
        subject=subject,
        payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {WAKE_CHANNEL}")


def retract(subject: int) -> None:
    """Erase the events about something that was deleted: a late stream must not show it."""
    LiveEvent.objects.filter(subject=subject).delete()


def forget_old() -> int:
    """Delete events older than a day; return how many."""
    deleted, _ = LiveEvent.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    return deleted
