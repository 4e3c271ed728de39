"""The ticket of a stream: which channels its bearer may hear, until when, signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from toctoc.kernel import clock

# Version and purpose, so that a key used elsewhere never makes a ticket.
_PURPOSE = b"toctoc.live.ticket.2"
_MAC_SIZE = 16


@dataclass(frozen=True, slots=True)
class Ticket:
    """Channels (words such as ``public`` or ``actor:12``), and the moments of validity in Unix seconds.

    When the rights of its bearer change, what was ``made_at`` an earlier moment opens nothing any more.
    """

    channels: tuple[str, ...]
    expires: int
    made_at: float = field(default_factory=lambda: clock.now().timestamp())


def signed(ticket: Ticket, secret: str) -> str:
    """Return the ticket as text that fits a query string."""
    body = f"{ticket.expires} {ticket.made_at:.3f} {' '.join(ticket.channels)}".encode()
    return base64.urlsafe_b64encode(_mac(body, secret) + body).rstrip(b"=").decode()


def opened(text: str, secret: str, *, now: float) -> Ticket | None:
    """Return the ticket when the signature is right and it has not expired, else ``None``."""
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        mac, body = raw[:_MAC_SIZE], raw[_MAC_SIZE:]
        if not hmac.compare_digest(mac, _mac(body, secret)):
            return None
        expires, made_at, *channels = body.decode().split(" ")
        ticket = Ticket(tuple(channels), int(expires), float(made_at))
    except ValueError:  # not base64, not UTF-8, not a number, too few words
        return None
    return ticket if ticket.expires > now else None


def _mac(body: bytes, secret: str) -> bytes:
    key = hashlib.sha256(_PURPOSE + secret.encode()).digest()
    return hmac.new(key, body, hashlib.sha256).digest()[:_MAC_SIZE]
