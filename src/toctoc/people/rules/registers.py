"""Numbers of professional registers: their form, and the digest that stands for them.

A number opens a search on a person, so no row, page or log ever holds one: rows hold a keyed digest, which nobody can
invert by trying all numbers without the server's key.
"""

from __future__ import annotations

import hashlib
import re

from toctoc.kernel.errors import Invalid

DIGEST_BYTES = 16
RPPS_LENGTH = 11
# What stands before an RPPS number in the national identifier of a professional (ANS, "Identification nationale PP",
# and SubjectNameID of Pro Santé Connect): the type of identifier.
RPPS_TYPE = "8"
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u200b\u2060\ufeff]+")
_NOT_A_NUMBER = "Un numéro RPPS a onze chiffres, dont le dernier vérifie les autres. Relisez le vôtre."


def luhn_holds(digits: str) -> bool:
    """Tell whether the last digit is right (ISO/IEC 7812-1, annex B; RPPS numbers use it)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 the digits' sum


def national_identifier(typed: str) -> str:
    """Return the 12-figure national identifier for an RPPS number as people type it, with or without its type.

    Raises :class:`Invalid` when it is not eleven figures whose Luhn digit holds.
    """
    digits = _SEPARATORS.sub("", typed)
    if len(digits) == RPPS_LENGTH + 1 and digits.startswith(RPPS_TYPE):
        digits = digits[1:]
    if len(digits) != RPPS_LENGTH or not (digits.isascii() and digits.isdigit()) or not luhn_holds(digits):
        raise Invalid(_NOT_A_NUMBER, field="number")
    return RPPS_TYPE + digits


def register_digest(identifier: str, key: bytes) -> bytes:
    """Return the 16-byte keyed digest (BLAKE2b, RFC 7693) of a national identifier; ``key`` has 16 to 64 bytes."""
    return hashlib.blake2b(identifier.encode(), digest_size=DIGEST_BYTES, key=key, person=b"toctoc.register").digest()
