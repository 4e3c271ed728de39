"""Patterns compiled when they are first used: there are hundreds, and many a process checks no text."""

from __future__ import annotations

import re
from typing import cast


class Lazy:
    """Stands for a compiled pattern; its methods become those of the pattern at the first call."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern itself."""
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> object:
        """Return what the compiled pattern has under ``name``, and keep it: later calls go straight there."""
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(source, flags)`` and costs nothing until it is used."""
    return cast("re.Pattern[str]", Lazy(source, int(flags)))
