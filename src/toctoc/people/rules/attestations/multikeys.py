"""Keys and signatures as text: multibase base58btc, and the Multikey of an Ed25519 public key.

Source: W3C Controlled Identifiers 1.0, sections 2.2.2 (Multikey) and 2.4 (Multibase).
"""

from __future__ import annotations

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_BASE = len(_DIGITS)
# Multibase's letter for base58btc; the multicodec of an Ed25519 public key (0xed, as a varint).
PREFIX = "z"
_ED25519 = b"\xed\x01"
KEY_BYTES = 32
# Longer than any key or signature of ours: reading costs the square of the length.
_LONGEST = 128


def multibase(raw: bytes) -> str:
    """Return bytes as a multibase base58btc text."""
    number, digits = int.from_bytes(raw), ""
    while number:
        number, rest = divmod(number, _BASE)
        digits = _DIGITS[rest] + digits
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return PREFIX + _DIGITS[0] * zeros + digits


def from_multibase(text: str) -> bytes:
    """Return the bytes that a base58btc text says; raise :class:`ValueError` for any other text."""
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        raise ValueError("not multibase base58btc")
    digits = text[1:]
    number = 0
    try:
        for digit in digits:
            number = number * _BASE + _VALUES[digit]
    except KeyError:
        raise ValueError("not multibase base58btc") from None
    zeros = len(digits) - len(digits.lstrip(_DIGITS[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(public: bytes) -> str:
    """Return the Multikey (``z6Mk…``) of the 32 bytes of an Ed25519 public key."""
    return multibase(_ED25519 + public)


def from_multikey(text: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key; raise :class:`ValueError` for any other kind of key."""
    raw = from_multibase(text)
    if not raw.startswith(_ED25519) or len(raw) != len(_ED25519) + KEY_BYTES:
        raise ValueError("not an Ed25519 public key")
    return raw[len(_ED25519) :]
