"""Fetch a small public document of another server: the only place of this room that asks the network for anything."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from toctoc.kernel.errors import Refused
from toctoc.people.rules.attestations.dids import is_loopback, is_public

if TYPE_CHECKING:
    from urllib.parse import SplitResult

# In seconds: for each step of the exchange, and for the whole of it.
STEP_LASTS = 3.0
WHOLE_LASTS = 8.0


class Unreachable(Refused):
    """Another server did not give the document: not there, too slow, too long, or at an address that is not public."""

    def __init__(self) -> None:
        super().__init__("L’autre serveur n’a pas répondu comme attendu. Réessayez plus tard.")


def fetch(address: str, longest: int, *, agent: str = "Toctoc", accept: str = "application/json") -> bytes:
    """Return the at most ``longest`` bytes that answer at an ``https`` address; raise :class:`Unreachable`.

    ``agent`` says to the other server who asks, ``accept`` what for.

    The name is looked up once, and the connection goes to the very address that was judged public: a name that
    changes its mind meanwhile leads nowhere inside. No redirect is followed, no proxy of the environment is used, no
    cookie is kept. Only a server that nobody else reaches may ask its own machine, and by plain HTTP.
    """
    # Loaded at the first question: it takes 20 MiB, and most processes never ask.
    import httpx  # noqa: PLC0415

    parts = urlsplit(address)
    if not is_loopback(parts.netloc) and parts.scheme != "https":
        raise Unreachable
    try:
        return _fetched(parts, longest, {"User-Agent": agent, "Accept": accept})
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        raise Unreachable from None


def _fetched(parts: SplitResult, longest: int, said: dict[str, str]) -> bytes:
    import httpx  # noqa: PLC0415 as above

    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    number = _looked_up(host, port)
    shown = f"[{number}]" if ":" in number else number
    url = f"{parts.scheme}://{shown}:{port}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    ends_at = time.monotonic() + WHOLE_LASTS
    found = bytearray()
    with (
        httpx.Client(timeout=STEP_LASTS, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "GET",
            url,
            headers={"Host": parts.netloc, **said, "Accept-Encoding": "identity"},
            extensions={"sni_hostname": host},
        ) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise Unreachable
        for piece in answer.iter_raw():
            found += piece
            if len(found) > longest or time.monotonic() > ends_at:
                raise Unreachable
    return bytes(found)


def _looked_up(host: str, port: int) -> str:
    """Return the one address to connect to; raise :class:`Unreachable` when any of the name's is not public."""
    numbers = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    is_own_machine = settings.ENVIRONMENT.is_loopback and is_loopback(host)
    if not numbers or not (is_own_machine or all(is_public(number) for number in numbers)):
        raise Unreachable
    return numbers[0]
