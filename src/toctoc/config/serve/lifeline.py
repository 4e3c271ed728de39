"""A child never outlives its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

# Set by the parent for the processes it starts.
PARENT = "TOCTOC_PARENT"
# From <linux/prctl.h>.
_SET_PARENT_DEATH_SIGNAL = 1


def end_with(parent: int) -> None:
    """Ask the kernel to send this process SIGTERM when ``parent`` dies, even killed; leave if it is already dead.

    Elsewhere than on Linux nothing is asked: there a killed parent leaves its children to the operator.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)


def end_with_starter() -> None:
    """Do so for the parent named in the environment, if this process was started by one."""
    parent = os.environ.get(PARENT, "")
    if parent.isdecimal():
        end_with(int(parent))
