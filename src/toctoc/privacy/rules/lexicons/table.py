"""A table that is looked up where it lies on the disk: nothing to load, and its pages are shared by all programs.

A word is known by 48 bits of its BLAKE2b digest. The first 16 choose one of 65,536 short ranges, the other 32 are
searched in it. With a million words, an unknown word is taken for a known one about four times in a thousand
million look-ups.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HEAD = struct.Struct("<8sIIII")  # layout, entries, bytes of a value, bytes of what follows, zero
_RANGES = 1 << 16


def digest(word: str) -> tuple[int, int]:
    """Return the range of ``word``, and what it is known by in it."""
    number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")
    return number >> 32, number & 0xFFFFFFFF


class Table:
    """Values by word. ``extra`` is what was stored after them."""

    def __init__(self, path: Path, layout: bytes) -> None:
        """Map the file at ``path``; raise ``ValueError`` when it is not of ``layout``."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        written, count, width, extra, _ = _HEAD.unpack_from(self._map)
        if written != layout:
            raise ValueError(f"{path.name} was written for another version: build it again with tools/lexicons.py")
        view = memoryview(self._map)
        start = _HEAD.size + 4 * (_RANGES + 1)
        self._ranges = _numbers(view[_HEAD.size : start], "I")
        self._known = _numbers(view[start : start + 4 * count], "I")
        start += 4 * count
        self._values = _numbers(view[start : start + width * count], "H" if width == 2 else "I")  # noqa: PLR2004 bytes
        start += width * count
        self.extra = view[start : start + extra]

    def __len__(self) -> int:
        return len(self._known)

    def first(self, word: str) -> int | None:
        """Return the value of ``word``, the first when it has several, or None."""
        wanted_range, wanted = digest(word)
        end = self._ranges[wanted_range + 1]
        place = bisect_left(self._known, wanted, self._ranges[wanted_range], end)
        return self._values[place] if place < end and self._known[place] == wanted else None

    def every(self, word: str) -> Iterator[int]:
        """Yield the values of ``word``, in the order in which they were written."""
        wanted_range, wanted = digest(word)
        end = self._ranges[wanted_range + 1]
        place = bisect_left(self._known, wanted, self._ranges[wanted_range], end)
        while place < end and self._known[place] == wanted:
            yield self._values[place]
            place += 1


def table_bytes(pairs: Iterable[tuple[str, int]], *, layout: bytes, width: int, extra: bytes = b"") -> bytes:
    """Return the file of a table: ``pairs`` of word and value of ``width`` bytes (2 or 4), then ``extra``."""
    rows = sorted((*digest(word), value) for word, value in pairs)
    sizes = [0] * (_RANGES + 1)
    for place, _, _ in rows:
        sizes[place + 1] += 1
    parts = [
        _HEAD.pack(layout, len(rows), width, len(extra), 0),
        _little("I", accumulate(sizes)),
        _little("I", (known for _, known, _ in rows)),
        _little("H" if width == 2 else "I", (value for _, _, value in rows)),  # noqa: PLR2004 bytes
        extra,
    ]
    return b"".join(parts)


def _little(code: str, numbers: Iterable[int]) -> bytes:
    packed = array(code, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(part: memoryview, code: str) -> memoryview:
    """Return ``part`` as numbers; files are little-endian, so another machine copies and turns them."""
    if sys.byteorder == "little":
        return part.cast("H") if code == "H" else part.cast("I")
    turned = array(code, part.tobytes())
    turned.byteswap()
    return memoryview(turned)
