"""Which posts may be boosted, and how often somebody boosts."""

from __future__ import annotations

from datetime import timedelta

from toctoc.community.rules.pace import Pace
from toctoc.people.rules.audience import MEMBERS, PUBLIC, UNLISTED

# What was said to some is carried no further: these are for everybody, or for every member.
CARRIED = frozenset({PUBLIC, UNLISTED, MEMBERS})
# As many as one may write: the home pages of others are not one's own.
PACES = (
    Pace(30, timedelta(minutes=10), "Vous relayez beaucoup en peu de temps. Reprenez dans quelques minutes."),
    Pace(300, timedelta(days=1), "Vous avez relayé 300 messages en un jour. Reprenez demain."),
)
