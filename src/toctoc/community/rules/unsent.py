"""How many messages wait, for how long, and when they may appear."""

from __future__ import annotations

from datetime import datetime, timedelta

from toctoc.kernel.errors import Invalid
from toctoc.kernel.recurrence import PLACE

MOST_UNSENT = 50
# A draft that nobody touched for so long goes.
DRAFTS_LAST = timedelta(days=30)
SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=365)


def moment_in(typed: str) -> datetime:
    """Return the moment that a field says, in the hours of the place unless it names a zone; raise :class:`Invalid`."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Invalid("Donnez une date et une heure.", field="publish_at") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=PLACE)


def check_moment(moment: datetime, now: datetime) -> datetime:
    """Return the moment at which a message may appear; raise :class:`Invalid` when it is too soon or too far."""
    if not SOONEST <= moment - now <= LATEST:
        raise Invalid("Choisissez un moment entre cinq minutes et un an d’ici.", field="publish_at")
    return moment
