"""What happened to files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSettled:
    """A file is ready or refused, or its description changed: what shows it is prepared again."""

    file_id: int


@dataclass(frozen=True, slots=True)
class FileErased:
    """A file is about to be erased; its row is gone when the transaction ends."""

    file_id: int
