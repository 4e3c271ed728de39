"""When the asker of a question that was answered is reminded to say what happened: twice at most, never at night."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

# After the first answer, then after the first reminder: by then there is something to tell.
REMIND_AFTER: dict[Urgency, tuple[timedelta, timedelta]] = {
    Urgency.NOW: (timedelta(days=1), timedelta(days=3)),
    Urgency.TODAY: (timedelta(days=3), timedelta(days=7)),
    Urgency.WEEK: (timedelta(days=10), timedelta(days=20)),
}
MOST_REMINDERS = 2
# A reminder that is so late, because no worker ran, is not made any more.
TOO_LATE = timedelta(days=14)
# Nobody is reminded outside of these hours of their own day: what waits here is never urgent.
CALM_FROM, CALM_UNTIL = time(20), time(8)


def next_reminder(urgency: Urgency, after: datetime, reminded: int) -> datetime | None:
    """Return when the asker is reminded next, ``None`` when it was reminded often enough."""
    return after + REMIND_AFTER[urgency][reminded] if reminded < MOST_REMINDERS else None


def is_quiet(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether it is an hour at which nobody is reminded, where the asker lives."""
    now = moment.astimezone(zone).time()
    return now >= CALM_FROM or now < CALM_UNTIL
