"""Seconds of processor time, told so that a busy machine does not weigh on them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def quickest(act: Callable[[], object]) -> float:
    """Return the processor time of ``act``, the least of three: what else a machine does slows what it counts."""
    return min(_once(act) for _ in range(3))


def _once(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
