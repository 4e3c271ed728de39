"""Which bytes a reader asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One range; several are answered with the whole, as the RFC allows: nobody gains from them here.
_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Slice:
    """Bytes ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class OutOfBounds(ValueError):
    """No byte of the file is among those asked for."""


def asked_slice(header: str, size: int) -> Slice | None:
    """Return what ``header`` asks of a file of ``size`` bytes; ``None`` for the whole, also when it is not understood.

    Raises :class:`OutOfBounds`.
    """
    one = _ONE.fullmatch(header.replace(" ", ""))
    if one is None or one[1] == one[2] == "":
        return None
    if not one[1]:
        return _suffix(int(one[2]), size)
    first = int(one[1])
    if one[2] and int(one[2]) < first:
        return None
    if first >= size:
        raise OutOfBounds
    return Slice(first, min(int(one[2]), size - 1) if one[2] else size - 1)


def _suffix(length: int, size: int) -> Slice:
    if length == 0 or size == 0:
        raise OutOfBounds
    return Slice(max(size - length, 0), size - 1)
