"""Send a message to a push service: an address that a browser gave, and so one that leads anywhere.

The name is looked up once and the connection goes to the very number that was judged public: a name that changes its
mind meanwhile leads nowhere inside. Only ``https`` on its usual port, no redirect, no proxy; no answer is read.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toctoc.people.rules.attestations.dids import is_public

if TYPE_CHECKING:
    from urllib.parse import SplitResult

# In seconds, for each step of the exchange.
STEP_LASTS = 5.0
# Answers by which a push service says that it does not know the browser any more, or not from us.
GONE = frozenset({401, 403, 404, 410})
_LATER = frozenset({408, 425, 429})


class Undelivered(Exception):
    """The service did not take the message this time; says nothing of which browser it was for."""


class Forbidden(Exception):
    """The address leads to a place that is not public: nobody asks it, now or later."""


def deliver(endpoint: str, sealed: bytes, headers: dict[str, str]) -> int:
    """Post a message and return the status; raise :class:`Undelivered` or :class:`Forbidden`."""
    # Loaded at the first message: it takes 20 MiB, and the processes of pages never send one.
    import httpx  # noqa: PLC0415

    parts = urlsplit(endpoint)
    target = target_of(parts)
    try:
        with (
            httpx.Client(timeout=STEP_LASTS, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                target,
                content=sealed,
                headers={**headers, "Host": parts.netloc},
                extensions={"sni_hostname": parts.hostname or ""},
            ) as answer,
        ):
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise Undelivered(type(error).__name__) from None
    if status in _LATER or status >= httpx.codes.INTERNAL_SERVER_ERROR or answer.is_redirect:
        raise Undelivered(str(status))
    return status


def _numbers_of(name: str) -> list[str]:
    try:
        found = socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Undelivered("name") from None
    return [str(each[4][0]) for each in found]


def target_of(parts: SplitResult) -> str:
    """Return the address with the number to connect to in the place of its name.

    Raises :class:`Forbidden` when any number of the name's is not public, :class:`Undelivered` when it has none now.
    """
    if parts.scheme != "https" or parts.port not in {None, 443}:
        raise Forbidden
    numbers = _numbers_of(parts.hostname or "")
    if not numbers or not all(is_public(number) for number in numbers):
        raise Forbidden
    shown = f"[{numbers[0]}]" if ":" in numbers[0] else numbers[0]
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{shown}{parts.path or '/'}{query}"
