"""How often one account, or one address, may call: counted in memory by each process, five minutes at a time.

A guard of the server's own time, as Mastodon's of the same name; how much somebody may *say* is counted in the
database, where every door counts alike (``community.rules.pace``).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

WINDOW = 300
# Requests in a window: of somebody, of a stranger's address.
OF_ACCOUNT = 1_500
OF_ADDRESS = 300
# Accounts and addresses counted at once; in a flood of addresses the count begins anew.
MOST_COUNTED = 50_000


@dataclass(slots=True)
class Counter:
    """Requests by whom, in the window that runs."""

    window: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def taken(self, who: str, most: int, now: float) -> Left:
        """Count a request at ``now`` (Unix seconds) and return what is left."""
        window = int(now) // WINDOW
        with self.lock:
            if window != self.window or len(self.counts) >= MOST_COUNTED:
                self.window, self.counts = window, {}
            count = self.counts[who] = self.counts.get(who, 0) + 1
        return Left(most, most - count, (window + 1) * WINDOW)


@dataclass(frozen=True, slots=True)
class Left:
    """How many requests a window has, how many are left of them (below nought: too many), and when the next begins."""

    most: int
    left: int
    resets_at: int

    @property
    def is_over(self) -> bool:
        """Whether this request was one too many."""
        return self.left < 0

    def headers(self) -> list[tuple[str, str]]:
        """Return the headers that apps read."""
        return [
            ("X-RateLimit-Limit", str(self.most)),
            ("X-RateLimit-Remaining", str(max(self.left, 0))),
            ("X-RateLimit-Reset", _said(self.resets_at)),
        ]


_moments: dict[int, str] = {}


def _said(moment: int) -> str:
    """Return a moment as apps read it; the same for all requests of a window."""
    if moment not in _moments:
        _moments.clear()
        _moments[moment] = datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", ".000000Z")
    return _moments[moment]


requests = Counter()
