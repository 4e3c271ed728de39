"""Put two million rows in the order of their numbers outside the database, in little memory.

Rows arrive in any order. Each is written, as digests, to one of 64 files by the first bits of its digest; a file is
small enough to be sorted in memory. The files have no names: they go with the process, however it ends.
"""

from __future__ import annotations

import tempfile
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from toctoc.proofs.paths.directory.services.digests import SIZE, bound, mailbox_digest, name_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from toctoc.proofs.paths.directory.rules.rows import Row

_BITS = 6
BOXES = 1 << _BITS
_NAME, _OWN, _SHARED, _PRACTICE = b"n", b"o", b"s", b"p"


class Person(NamedTuple):
    """Everything the file says of one number, as it rests."""

    number: bytes
    names: bytes
    own_mailboxes: bytes
    shared_mailboxes: bytes
    practices: str


class _Boxes:
    """Records of at most 255 bytes, parted by their first bits."""

    def __init__(self, folder: Path) -> None:
        self._files: list[IO[bytes]] = [tempfile.TemporaryFile(dir=folder) for _ in range(BOXES)]  # noqa: SIM115 close() does

    def add(self, record: bytes) -> None:
        self._files[record[0] >> (8 - _BITS)].write(bytes((len(record),)) + record)

    def sorted(self) -> Iterator[list[bytes]]:
        """Yield the records of each file in order, each record once."""
        for file in self._files:
            file.seek(0)
            found = set()
            while length := file.read(1):
                found.add(file.read(length[0]))
            yield sorted(found)

    def close(self) -> None:
        for file in self._files:
            file.close()


class Sorter:
    """Takes rows, gives people."""

    def __init__(self, folder: Path) -> None:
        self._by_number, self._by_mailbox = _Boxes(folder), _Boxes(folder)

    def add(self, number: bytes, row: Row) -> None:
        """Take a row; ``number`` is the digest of its identifier."""
        for name in row.names:
            self._by_number.add(number + _NAME + name_digest(row.identifier, name))
        self._by_number.add(number + _PRACTICE + str(row.practice).encode())
        if row.mailbox:
            self._by_mailbox.add(mailbox_digest(row.mailbox) + number)

    def people(self, told: Callable[[int], object]) -> Iterator[Person]:
        """Yield everybody once, in the order of their numbers' digests; ``told`` hears of each of :data:`BOXES`."""
        self._part_mailboxes()
        for records in self._by_number.sorted():
            for number, said in groupby(records, key=lambda record: record[:SIZE]):
                yield _person(number, said)
            told(1)

    def close(self) -> None:
        """Give the space back."""
        self._by_number.close()
        self._by_mailbox.close()

    def _part_mailboxes(self) -> None:
        """Tell mailboxes of one number from those of several."""
        for records in self._by_mailbox.sorted():
            for mailbox, pairs in groupby(records, key=lambda record: record[:SIZE]):
                numbers = [pair[SIZE:] for pair in pairs]
                kind = _OWN if len(numbers) == 1 else _SHARED
                for number in numbers:
                    self._by_number.add(number + kind + bound(number, mailbox))


def _person(number: bytes, records: Iterable[bytes]) -> Person:
    said: dict[bytes, list[bytes]] = {_NAME: [], _OWN: [], _SHARED: [], _PRACTICE: []}
    for record in records:
        said[record[SIZE : SIZE + 1]].append(record[SIZE + 1 :])
    return Person(
        number=number,
        names=b"".join(said[_NAME]),
        own_mailboxes=b"".join(said[_OWN]),
        shared_mailboxes=b"".join(said[_SHARED]),
        practices=b" ".join(said[_PRACTICE]).decode(),
    )
