"""What a lane answers."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """A body, and the headers that are the lane's own."""

    body: bytes
    headers: list[tuple[str, str]]
