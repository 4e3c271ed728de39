"""Ask ClamAV, where an operator runs it (``TOCTOC_CLAMAV``), by its own protocol: ``INSTREAM`` of clamd(8)."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 60
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4_096
_PORT = 3_310


class ScannerAway(Exception):
    """The scanner did not answer, or not what it should: nothing is read until it does."""


def is_harmful(file: Path) -> bool:
    """Tell whether the scanner knows something bad in ``file``; always false on a server without one.

    Raises :class:`ScannerAway`.
    """
    if not settings.ENVIRONMENT.clamav_url:
        return False
    try:
        answer = _asked(file, settings.ENVIRONMENT.clamav_url)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if answer.endswith(b"FOUND"):
        return True
    if not answer.endswith(b": OK"):
        raise ScannerAway(answer.decode(errors="replace"))
    return False


def _asked(file: Path, address: str) -> bytes:
    with _reached(address) as line, file.open("rb") as told:
        line.sendall(b"zINSTREAM\0")
        while chunk := told.read(_CHUNK):
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
        answer = b""
        while b"\0" not in answer and len(answer) < _LONGEST_ANSWER and (more := line.recv(_LONGEST_ANSWER)):
            answer += more
    return answer.partition(b"\0")[0].strip()


def _reached(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        line.connect(unquote(parts.path))
        return line
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or _PORT), timeout=_SECONDS)
