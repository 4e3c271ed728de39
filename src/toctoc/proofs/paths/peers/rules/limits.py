"""How many, how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# How many words make a proof.
ENOUGH = 2
# For how many people somebody answers within a year, words still without effect included.
MOST_IN_A_YEAR = 10
A_YEAR = timedelta(days=365)
# How long a link can be used.
LINK_LASTS = timedelta(days=30)
# How long somebody has been proved before they answer for others: time to notice a false proof.
SETTLED = timedelta(days=7)
# As many strangers as this, and the link goes round among people it was not meant for.
MOST_STRANGERS = 5


def counts_still(given_at: datetime, now: datetime) -> bool:
    """Tell whether a word given at a moment counts among those of the year that ends now."""
    return given_at > now - A_YEAR


def may_answer_once_more(given: Iterable[datetime], now: datetime) -> bool:
    """Tell whether somebody who gave words at these moments may give another."""
    return sum(counts_still(moment, now) for moment in given) < MOST_IN_A_YEAR
