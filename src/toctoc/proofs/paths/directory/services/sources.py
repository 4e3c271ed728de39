"""Open the file of the directory: plain, ``.gz``, ``.zip``, or the standard input; line by line, whatever its size."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INPUT = "-"
# Ten times the longest row there is: a bound on memory, whatever the file holds.
LONGEST_LINE = 65_536
_TORN = "Le fichier ne se lit pas jusqu’au bout : il est tronqué ou abîmé. Téléchargez-le à nouveau."


class Source:
    """Lines in bytes, without their ends, and how many bytes of the file they have taken of how many."""

    def __init__(self, stream: IO[bytes], size: int, position: Callable[[], int]) -> None:
        self.size = size
        self.position = position
        self._stream = stream

    def lines(self) -> Iterator[bytes]:
        """Yield each line; LF and CRLF end one. Raises :class:`Invalid` for a file that cannot be read to its end."""
        number = 0
        try:
            while line := self._stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise Invalid("Ligne %(line)s : plus de 64 Kio sans fin de ligne.", field="file", line=number)
                yield line.removesuffix(b"\n").removesuffix(b"\r")
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise Invalid(_TORN, field="file") from error


@contextmanager
def opened(name: str) -> Iterator[Source]:
    """Open what an operator named; raise :class:`Invalid` when it is not there or has no directory in it."""
    if name == INPUT:
        yield Source(sys.stdin.buffer, 0, lambda: 0)
        return
    path = Path(name)
    try:
        with path.open("rb") as raw, _unpacked(raw) as stream:
            yield Source(stream, path.stat().st_size, raw.tell)
    except OSError as error:
        sentence = "%(file)s ne peut pas être lu."
        raise Invalid(sentence, field="file", file=name) from error
    except (zipfile.BadZipFile, RuntimeError) as error:
        # Encrypted, or packed in a way that nobody here knows.
        raise Invalid(_TORN, field="file") from error


@contextmanager
def _unpacked(raw: io.BufferedReader) -> Iterator[IO[bytes]]:
    """Look at the first bytes rather than at the name."""
    begins = raw.peek(4)
    if begins.startswith(b"\x1f\x8b"):
        with gzip.open(raw) as stream:
            yield cast("IO[bytes]", stream)
    elif begins.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(raw) as archive, archive.open(_member(archive)) as member:
            yield io.BufferedReader(cast("io.RawIOBase", member))
    else:
        yield raw


def _member(archive: zipfile.ZipFile) -> str:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    named = [name for name in names if "Personne_activite" in name] or names
    if len(named) != 1:
        raise Invalid(
            "L’archive contient plusieurs fichiers. Donnez celui nommé PS_LibreAcces_Personne_activite.", field="file"
        )
    return named[0]
