"""Count attempts, in rows that every process shares, and say when there were too many."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany
from toctoc.people.services.keys import digest_of
from toctoc.proofs.models import Attempts

logger = logging.getLogger("toctoc.proofs")


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """At most ``most`` attempts for each ``whom`` within ``window``; ``name`` says what is tried."""

    name: str
    most: int
    window: timedelta


def try_once(*tries: tuple[Limit, str]) -> None:
    """Count one attempt against each limit and its ``whom``, in a transaction of its own.

    Call it before the attempt, so that one that fails, or a process that dies, still counts.
    Raises :class:`TooMany` when any limit is passed; the attempt counts all the same.
    """
    counters = sorted((digest_of("attempts", f"{limit.name}\0{whom}"), limit) for limit, whom in dict.fromkeys(tries))
    # In one order for everybody, so that two attempts never wait for each other; and never within a transaction that
    # could undo the count.
    with transaction.atomic(durable=True):
        late = [ends for counter, limit in counters if (ends := _passed(counter, limit)) is not None]
    if late:
        seconds = max(1, int((max(late) - clock.now()).total_seconds()))
        raise TooMany("Trop d’essais. Réessayez plus tard.", retry_after=seconds)


def try_shared(*own: tuple[Limit, str], shared: Limit) -> None:
    """Count one attempt against limits of its own and, unless one is passed, against one that everybody shares.

    Whoever is over a limit of their own takes nothing more of what is everybody's. That this is used up, the log says.
    Raises :class:`TooMany` as :func:`try_once` does.
    """
    try_once(*own)
    try:
        try_once((shared, ""))
    except TooMany:
        logger.warning("a limit in all is reached", extra={"line": {"limit": shared.name}})
        raise


def _passed(counter: bytes, limit: Limit) -> datetime | None:
    """Raise a counter; return the end of its window when it went over."""
    ends_at = _window_end(limit.window)
    Attempts.objects.bulk_create([Attempts(counter=counter, window_ends_at=ends_at)], ignore_conflicts=True)
    Attempts.objects.filter(counter=counter, window_ends_at=ends_at).update(count=F("count") + 1)
    count = Attempts.objects.values_list("count", flat=True).get(counter=counter, window_ends_at=ends_at)
    return ends_at if count > limit.most else None


def _window_end(window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    passed = int(clock.now().timestamp())
    return datetime.fromtimestamp((passed // seconds + 1) * seconds, UTC)


def forget_attempts() -> int:
    """Delete the counters whose window is over; return how many."""
    deleted, _ = Attempts.objects.filter(window_ends_at__lte=clock.now()).delete()
    return deleted
