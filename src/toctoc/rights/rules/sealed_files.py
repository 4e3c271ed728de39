"""A stream of bytes that rests encrypted: chunks of AES-256-GCM, in order, the last one marked.

The construction is that of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online authenticated-encryption and its
nonce-reuse misuse-resistance", CRYPTO 2015): the nonce counts the chunks and says which is the last, so that none
can be dropped, repeated or moved. A key serves one file.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toctoc.kernel.errors import Stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

CHUNK = 64 * 1024
TAG = 16


class SealedWriter(io.RawIOBase):
    """Encrypts what is written into ``target``; :meth:`finish` writes the last chunk. ``size`` is of plain bytes."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        super().__init__()
        self.size = 0
        self._target, self._cipher = target, AESGCM(key)
        self._kept = bytearray()
        self._number = 0

    def writable(self) -> bool:
        """Tell that this is for writing."""
        return True

    def write(self, piece: ReadableBuffer, /) -> int:
        """Take bytes; whole chunks go to the target."""
        taken = bytes(piece)
        self._kept += taken
        self.size += len(taken)
        # One byte more than a chunk must wait: what comes last is known only at the end.
        while len(self._kept) > CHUNK:
            self._put(bytes(self._kept[:CHUNK]), is_last=False)
            del self._kept[:CHUNK]
        return len(taken)

    def finish(self) -> None:
        """Write what is left as the last chunk."""
        self._put(bytes(self._kept), is_last=True)
        self._kept.clear()

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), chunk, None))
        self._number += 1


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """Yield the plain bytes of a sealed stream; raise :class:`Stale` when a byte changed or the end is missing."""
    cipher, number = AESGCM(key), 0
    chunk = source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), chunk, None)
        except InvalidTag:
            raise Stale("Ce fichier est abîmé. Demandez-en un autre.") from None
        if not following:
            return
        chunk, number = following, number + 1


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
