"""The bounds that a process of the workshop puts on itself before it opens anything."""

from __future__ import annotations

import os
import resource

from toctoc.media.rules.limits import LARGEST_ARRIVAL, MOST_MEMORY


def bind_hands(seconds: int) -> None:
    """Limit this process: memory, seconds of computing, written bytes, open files; no core file; others go first."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        # The parent counts the real time.
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_ARRIVAL),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(5)
