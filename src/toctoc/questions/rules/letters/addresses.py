"""The address that a letter asks to be answered at: one for each reader and question, signed, for a while.

``reponse+TOKEN@domain``: the token holds both ids, the last day and a signature, in base32 and lower case, because
mail programs change the case of addresses. 52 characters in front of the @, of the 64 that RFC 5321 allows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BEFORE = "reponse+"
# Long enough for whoever comes back from holidays; a question rarely waits so long.
LASTS = timedelta(days=30)
_EPOCH = date(2026, 1, 1)
_ID, _DAY, _SIGNATURE = 8, 2, 10
_TOKEN = re.compile(r"reponse\+([a-z2-7]{45})@", re.IGNORECASE | re.ASCII)
_PADDING = "==="


@dataclass(frozen=True, slots=True)
class Reply:
    """Who answers which question, until which day."""

    actor_id: int
    question_id: int
    until: date


def reply_address(reply: Reply, domain: str, key: bytes) -> str:
    """Return the address at which one reader answers one question."""
    told = (
        reply.actor_id.to_bytes(_ID, "big")
        + reply.question_id.to_bytes(_ID, "big")
        + (reply.until - _EPOCH).days.to_bytes(_DAY, "big")
    )
    token = base64.b32encode(told + _signature(told, key)).decode().rstrip("=").lower()
    return f"{BEFORE}{token}@{domain}"


def reply_in(addresses: Iterable[str], domain: str, keys: Iterable[bytes]) -> Reply | None:
    """Return what the first address of ours says, whatever its day; ``None`` when none was signed here."""
    signers = tuple(keys)
    for address in addresses:
        match = _TOKEN.match(address)
        if match and address[match.end() :].lower() == domain.lower():
            return _opened(match[1], signers)
    return None


def _opened(token: str, keys: tuple[bytes, ...]) -> Reply | None:
    try:
        opened = base64.b32decode(token.upper() + _PADDING)
    except binascii.Error:
        return None
    told, signature = opened[:-_SIGNATURE], opened[-_SIGNATURE:]
    if not any(hmac.compare_digest(_signature(told, key), signature) for key in keys):
        return None
    return Reply(
        int.from_bytes(told[:_ID], "big"),
        int.from_bytes(told[_ID : 2 * _ID], "big"),
        _EPOCH + timedelta(days=int.from_bytes(told[2 * _ID :], "big")),
    )


def _signature(told: bytes, key: bytes) -> bytes:
    return hmac.digest(key, told, hashlib.sha256)[:_SIGNATURE]
