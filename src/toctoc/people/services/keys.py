"""Keys that follow from the server's secret key, one for each purpose."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from toctoc.kernel.errors import Stale
from toctoc.people.rules.keys import derived
from toctoc.people.rules.registers import register_digest


def key_for(purpose: str) -> bytes:
    """Return the 32-byte key of one purpose; whoever changes the secret key changes them all."""
    return derived(settings.SECRET_KEY, purpose)


def keys_for(purpose: str) -> tuple[bytes, ...]:
    """Return the key of one purpose, then those of ``SECRET_KEY_FALLBACKS``, which open and seal no more."""
    return tuple(derived(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def digest_of_number(identifier: str) -> bytes:
    """Return the digest that stands for a national identifier in this server's rows."""
    return register_digest(identifier, key_for("register numbers"))


def digest_of_handle(handle: str) -> bytes:
    """Return the digest that stands for the handle of somebody who left."""
    return digest_of("handles of those who left", handle)


def digest_of(purpose: str, known: str) -> bytes:
    """Return a 32-byte keyed digest of a text that rows must recognise and not hold, or that makes a secret again."""
    return hmac.digest(key_for(purpose), known.encode(), hashlib.sha256)


def seal(purpose: str, secret: str) -> bytes:
    """Return ``secret`` as it may rest in a row: encrypted and signed (Fernet, AES-128-CBC and HMAC-SHA256)."""
    return Fernet(urlsafe_b64encode(key_for(purpose))).encrypt(secret.encode())


def unseal(purpose: str, sealed: bytes) -> str:
    """Return what :func:`seal` was given; raise :class:`Stale` when the key changed or the bytes did."""
    try:
        return Fernet(urlsafe_b64encode(key_for(purpose))).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise Stale("La clé du serveur a changé depuis. Recommencez.") from None
