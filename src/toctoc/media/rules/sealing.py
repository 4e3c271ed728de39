"""Bytes that rest sealed, in pieces: neither who writes nor who reads them holds the whole in clear.

AES-256 in Galois/Counter Mode (NIST SP 800-38D) in the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár
(2015): the nonce of a piece is its number, and whether it is the last one. Pieces that were moved, dropped or cut off
do not open. A key seals one stream, hence no nonce comes twice.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from typing import BinaryIO

    from _typeshed import WriteableBuffer

# Bytes in clear of every piece but the last, and what a seal adds to each.
PIECE = 1 << 16
TAG = 16
_KEY_BITS = 256
_NUMBER_BYTES = 11


class Unreadable(Exception):
    """What is sealed does not open: the key is another one, or bytes were changed, moved or lost."""


def new_key() -> bytes:
    """Return a random key of 256 bits, for one stream."""
    return AESGCM.generate_key(bit_length=_KEY_BITS)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(_NUMBER_BYTES, "big") + bytes([is_last])


class Sealing:
    """Writes to ``target`` what it is given, sealed; :meth:`end` seals the last piece."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        self._target, self._box = target, AESGCM(key)
        self._rest, self._number = bytearray(), 0

    def write(self, told: bytes) -> None:
        """Take more."""
        self._rest += told
        # The last piece is known at the end alone: a full one waits until there is more.
        while len(self._rest) > PIECE:
            self._put(is_last=False)

    def end(self) -> None:
        """Seal what is left and write it all down."""
        self._put(is_last=True)
        self._target.flush()

    def _put(self, *, is_last: bool) -> None:
        piece = bytes(self._rest[:PIECE])
        del self._rest[:PIECE]
        self._target.write(self._box.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1


class Unsealed(io.RawIOBase):
    """What was sealed, to be read in clear from any place; the file below is closed with it.

    Reading raises :class:`Unreadable`.
    """

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        super().__init__()
        self._source, self._box = source, AESGCM(key)
        sealed = source.seek(0, os.SEEK_END)
        self._pieces = -(-sealed // (PIECE + TAG))
        self.size = sealed - self._pieces * TAG
        self._place = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that one may begin anywhere."""
        return True

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place of what is in clear."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}[whence]
        self._place = max(0, start + place)
        return self._place

    def readinto(self, room: WriteableBuffer) -> int:
        """Fill ``room`` from one piece; return how many bytes that were."""
        number, skipped = divmod(self._place, PIECE)
        if self._place >= self.size:
            # An end is believed once the last piece opened: what was cut off may seem to end there.
            self._piece(max(self._pieces - 1, 0))
            return 0
        view = memoryview(room).cast("B")
        told = self._piece(number)[skipped : skipped + len(view)]
        view[: len(told)] = told
        self._place += len(told)
        return len(told)

    def close(self) -> None:
        """Close the file below, too."""
        self._source.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._source.seek(number * (PIECE + TAG))
            nonce = _nonce(number, is_last=number == self._pieces - 1)
            try:
                self._held = (number, self._box.decrypt(nonce, self._source.read(PIECE + TAG), None))
            except (InvalidTag, ValueError):
                raise Unreadable from None
        return self._held[1]
