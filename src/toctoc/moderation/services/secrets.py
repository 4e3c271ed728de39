"""Secrets of links: made from the server's key, so that rows hold nothing that opens one."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

from toctoc.people.services.keys import digest_of

NOTICE, DECISION = "moderation notices", "moderation decisions"


def secret_of(purpose: str, row_id: int) -> str:
    """Return the secret of the link to one row (HMAC-SHA-256 of its id, RFC 2104)."""
    return urlsafe_b64encode(digest_of(purpose, str(row_id))).decode().rstrip("=")


def is_secret_of(purpose: str, row_id: int, said: str) -> bool:
    """Tell whether ``said`` opens a row, in a time that tells nothing."""
    return hmac.compare_digest(secret_of(purpose, row_id).encode(), said.encode())
