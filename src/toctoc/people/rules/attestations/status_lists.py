"""The list that says which attestations no longer stand: one bit each, published for everybody at once.

Source: W3C Bitstring Status List 1.0. Whoever fetches a list learns of 131,072 places, so the server that publishes it
does not learn whose status was looked at.
"""

from __future__ import annotations

import gzip
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from toctoc.people.rules.attestations.integrity import signed
from toctoc.people.rules.attestations.statements import (
    CREDENTIALS_CONTEXT,
    Address,
    Moment,
    Name,
    Signed,
    Signer,
    Strict,
)
from toctoc.people.rules.attestations.times import written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.people.rules.attestations.canonical import Json

# The specification's least: 16 KiB.
BITS = 131_072
FRESH = timedelta(minutes=5)
TTL = FRESH // timedelta(milliseconds=1)
# Of a whole list, in bytes, and of its bits once unpacked: eight times what ours has, and no bomb.
LONGEST = 256 * 1024
LARGEST = BITS  # bytes
CONTEXT: list[Json] = [CREDENTIALS_CONTEXT]
# Multibase's letter for base64url without padding.
_PREFIX = "u"


class Bits(Strict, frozen=True):
    """The subject of a list."""

    id: Address
    type: Literal["BitstringStatusList"]
    status_purpose: Literal["revocation"]
    encoded_list: Annotated[str, Meta(pattern=r"^u[A-Za-z0-9_-]+\Z")]
    ttl: Annotated[int, Meta(ge=0)] | None = None


class StatusList(Strict, frozen=True):
    """A whole list, its signature not looked at yet."""

    context: list[object] = msgspec.field(name="@context")
    id: Address
    type: tuple[Literal["VerifiableCredential"], Literal["BitstringStatusListCredential"]]
    issuer: Name
    valid_from: Moment
    valid_until: Moment
    credential_subject: Bits
    proof: Signed


def packed(revoked: Iterable[int], bits: int = BITS) -> str:
    """Return a list as it is written, with the bits at these indexes set; index 0 is the left-most bit."""
    raw = bytearray(bits // 8)
    for index in revoked:
        raw[index // 8] |= 0x80 >> index % 8
    return _PREFIX + urlsafe_b64encode(gzip.compress(bytes(raw), mtime=0)).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """Return the bits of a written list; raise :class:`ValueError` when it is none, too short, or too large."""
    raw = text.removeprefix(_PREFIX)
    unzip = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        bits = unzip.decompress(urlsafe_b64decode(raw + "=" * (-len(raw) % 4)), LARGEST)
    except zlib.error as error:
        raise ValueError("not gzip") from error
    if not unzip.eof or unzip.unused_data or len(bits) * 8 < BITS:
        raise ValueError("a list that is cut, too short or too large")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Tell whether the bit at ``index`` is set; raise :class:`ValueError` beyond the list."""
    if index >= len(bits) * 8:
        raise ValueError("an index beyond the list")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def status_list(address: str, revoked: Iterable[int], signer: Signer, now: datetime) -> dict[str, Json]:
    """Return a signed list, good for five minutes."""
    until = now + FRESH
    document: dict[str, Json] = {
        "@context": CONTEXT,
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": signer.did,
        "validFrom": written(now),
        "validUntil": written(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": packed(revoked),
            "ttl": TTL,
        },
    }
    return signed(document, signer.options(now, until), signer.private)
