"""Keys that follow from a secret, one for each purpose; processes without Django know them too."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache


@lru_cache(maxsize=32)
def derived(secret: str, purpose: str) -> bytes:
    """Return the 32-byte key of one purpose."""
    return hmac.digest(secret.encode(), b"toctoc " + purpose.encode(), hashlib.sha256)
