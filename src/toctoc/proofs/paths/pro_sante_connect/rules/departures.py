"""A departure for Pro Santé Connect: what must come back with the person (RFC 6749, 7636, 9207)."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit, urlunsplit

# The card and its reader, or the application on a phone, take a minute or two.
LONGEST_AWAY = timedelta(minutes=10)
SCOPE = "openid scope_all"
# What Pro Santé Connect is asked for, two factors (a card or its application), and what is as good or better.
LEVEL = "eidas1"
LEVELS = frozenset({LEVEL, "eidas2", "eidas3"})


@dataclass(frozen=True, slots=True)
class Departure:
    """What was sent along, and who left: ``actor_id`` alone is proved, ``began_at`` is in seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    issuer: str
    actor_id: int
    began_at: int

    def is_over(self, now: datetime) -> bool:
        """Tell whether too long a time has passed."""
        return now.timestamp() - self.began_at > LONGEST_AWAY.total_seconds()


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636, 4.2)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def address_of(departure: Departure, endpoint: str, client_id: str, back: str) -> str:
    """Return where the browser goes: the authorization endpoint with what it must send back."""
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": departure.state,
        "nonce": departure.nonce,
        "acr_values": LEVEL,
        "code_challenge": challenge_of(departure.verifier),
        "code_challenge_method": "S256",
    }
    parts = urlsplit(endpoint)
    kept = f"{parts.query}&" if parts.query else ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept + urlencode(query), ""))
