"""JSON read strictly, and written canonically (JSON Canonicalization Scheme, RFC 8785).

Only what attestations need: no fractions and no exponents, because two programs that round them differently sign
different bytes. Whole numbers stay within what every JSON reader holds exactly (RFC 7493, section 2.2).
"""

from __future__ import annotations

import json
from typing import NoReturn, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The bytes are not JSON as attestations are written, or the value cannot be."""


def read(text: bytes, longest: int) -> dict[str, Json]:
    """Return the object that ``text`` says, at most ``longest`` bytes of UTF-8.

    Raises :class:`NotCanonical` for anything else: another encoding, a key said twice, a number with a point or an
    exponent, nesting without end.
    """
    if len(text) > longest:
        raise NotCanonical("too long")
    try:
        value = json.loads(
            text.decode(), object_pairs_hook=_once, parse_int=_whole, parse_float=_refuse, parse_constant=_refuse
        )
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if not isinstance(value, dict):
        raise NotCanonical("not an object")
    return value


def canonical(value: Json) -> bytes:
    """Return the bytes that are signed: keys sorted by their UTF-16 code units, no space, shortest escapes.

    Raises :class:`NotCanonical` for a value that has none: a fraction, a number too large, half of a surrogate pair.
    """
    try:
        return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise NotCanonical("no canonical form") from error


def _sorted(value: Json) -> Json:
    if isinstance(value, dict):
        # Code points sort as UTF-16 code units do, save beyond the basic plane (RFC 8785, section 3.2.3).
        order = sorted(value) if "".join(value).isascii() else sorted(value, key=_utf16)
        return {key: _sorted(value[key]) for key in order}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if isinstance(value, str | bool) or value is None:
        return value
    # What other code made may hold what the type forbids.
    if type(value) is not int or abs(value) > LARGEST:
        raise NotCanonical("a number that is not whole, or too large")
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key said twice")
    return found


def _whole(digits: str) -> int:
    # Bounded before it is read; a minus before nothing has no canonical form.
    if len(digits) > len(str(LARGEST)) + 1 or digits == "-0" or abs(int(digits)) > LARGEST:
        raise NotCanonical("a number that is not canonical")
    return int(digits)


def _refuse(number: str) -> NoReturn:
    raise NotCanonical(f"{number[:20]} is not a whole number")
