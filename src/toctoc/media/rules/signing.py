"""Addresses that say for whom they were made, and for how long: programs that show pictures bring no session.

Whoever holds such an address sees what that person may see at the moment it is used, of one copy of one file. A
signature therefore opens nothing by itself.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The purpose of the key.
SIGNED = "addresses of files"
HOUR = 3_600
# Longer than a day no address lasts; rounded, so that within an hour it stays the same and caches know it.
_HOURS = 24
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature stands for: a copy of a file, who may see it, and until which second."""

    file_id: int
    variant: str
    actor_id: int
    until: int


def until_after(now: float) -> int:
    """Return the last second of an address made ``now``."""
    return (int(now) // HOUR + _HOURS) * HOUR


def sign(signed: Signed, key: bytes) -> str:
    """Return the signature of an address."""
    said = f"{signed.file_id} {signed.variant} {signed.actor_id} {signed.until}"
    return hmac.digest(key, said.encode(), hashlib.sha256)[:_BYTES].hex()


def signed_address(address: str, signed: Signed, key: bytes) -> str:
    """Return the address of a copy as it is given to one person's programs."""
    return f"{address}?a={signed.actor_id}&t={signed.until}&s={sign(signed, key)}"


def holds(signed: Signed, signature: str, keys: Iterable[bytes], now: float) -> bool:
    """Tell whether an address was made here and is still good."""
    told = signature.encode()
    known = [hmac.compare_digest(sign(signed, key).encode(), told) for key in keys]
    return any(known) and now < signed.until <= until_after(now)
