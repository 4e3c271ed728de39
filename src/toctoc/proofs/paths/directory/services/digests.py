"""Keyed digests of what the directory says: nothing of it rests in clear."""

from __future__ import annotations

from functools import lru_cache
from hmac import compare_digest

from toctoc.people.services.keys import digest_of

SIZE = 16


def key_mark() -> bytes:
    """Return a digest that changes with the server's key."""
    return digest_of("directory key", "")[:SIZE]


@lru_cache(maxsize=4_096)
def mailbox_digest(mailbox: str) -> bytes:
    """Return the digest of a mailbox, the same for everybody: for finding those that several numbers share."""
    return digest_of("directory mailbox", mailbox)[:SIZE]


def bound(number: bytes, mailbox: bytes) -> bytes:
    """Return a mailbox's digest as it rests beside one number: two people's say nothing of each other."""
    return digest_of("directory mailbox of", (number + mailbox).hex())[:SIZE]


@lru_cache(maxsize=4_096)
def name_digest(identifier: str, name: str) -> bytes:
    """Return the digest of a folded name, bound to its number."""
    return digest_of("directory name", f"{identifier}\0{name}")[:SIZE]


def is_among(digest: bytes, digests: bytes) -> bool:
    """Tell whether ``digest`` is one of ``digests``, which stand one after the other; as long for all of them."""
    found = [compare_digest(digest, digests[place : place + SIZE]) for place in range(0, len(digests), SIZE)]
    return any(found)
