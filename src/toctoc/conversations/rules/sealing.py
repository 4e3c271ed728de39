"""Seal and open texts with the key of a thread, and wrap that key.

AES-256 in Galois/Counter Mode (NIST SP 800-38D): a random nonce of 96 bits stands before what it sealed, and a tag of
128 bits after. Nonces are random, hence a key seals at most 2^32 texts (section 8.3), more than any thread holds. What
a text is *for* (its conversation, its own id, its author) is bound to it: a row moved elsewhere does not open.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
# What stands for an author, where nobody wrote: a subject.
NOBODY = 0


class Unreadable(Exception):
    """What is sealed does not open: the key is another one, or somebody changed or moved the bytes."""


def new_key() -> bytes:
    """Return a random key of 256 bits."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def place_of_text(conversation_id: int, message_id: int, author_id: int) -> bytes:
    """Return what binds a text to its row; a subject is the text of message 0, by nobody."""
    return f"toctoc message {conversation_id} {message_id} {author_id}".encode()


def place_of_key(conversation_id: int) -> bytes:
    """Return what binds a wrapped key to its thread."""
    return f"toctoc thread key {conversation_id}".encode()


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Return ``plain`` sealed, its nonce first."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Return what was sealed for this place; raise :class:`Unreadable` for anything else."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise Unreadable from None
