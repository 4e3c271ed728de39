"""The wire form of server-sent events (WHATWG HTML, "Server-sent events"), and what wakes the stream process."""

from __future__ import annotations

from dataclasses import dataclass

# PostgreSQL and Redis call the channel on which writers wake the stream process by this name.
WAKE_CHANNEL = "toctoc_live"
# Closes the streams of an actor whose rights changed; never sent to a screen.
STANDING = "standing"
# Tells a screen that it missed more than is kept, so that it loads its page again.
LOST = "lost"
HEARTBEAT = b":\n\n"
# First words of a stream: how many milliseconds a browser waits before it comes back.
GREETING = b"retry: 2000\n\n"


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is stored: ``channels`` are words, ``payload`` is JSON on one line, ``made_at`` Unix seconds."""

    id: int
    channels: tuple[str, ...]
    kind: str
    payload: str
    made_at: float


def encoded(row: Row) -> bytes:
    """Return the event as sent to every screen that hears it."""
    return f"id: {row.id}\nevent: {row.kind}\ndata: {row.payload}\n\n".encode()


def lost(newest: int) -> bytes:
    """Return the event that says "load again", after which the stream continues from ``newest``."""
    return f"id: {newest}\nevent: {LOST}\ndata: {{}}\n\n".encode()
