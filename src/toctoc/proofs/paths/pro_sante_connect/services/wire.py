"""Questions to the provider over HTTP: short, bounded, and never led elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from toctoc.kernel.hosts import is_loopback
from toctoc.proofs.paths.pro_sante_connect.rules.faults import unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 5.0
# A discovery document has 5 kB, the widest answer on a person some 30 kB.
MOST_BYTES = 256 * 1024
OK = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What an endpoint answered, with the type it says it is."""

    kind: str
    body: bytes


def ask(address: str, *, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> Said:
    """Get ``address``, or post ``form`` to it; raise :class:`Unreachable` for anything but a whole answer 200.

    A redirection is no answer: it could carry the secret, or the token, to somebody else.
    """
    # Loaded at the first question: it takes 20 MiB, and most processes never ask.
    import httpx  # noqa: PLC0415

    began = monotonic()
    # Compressed, few bytes could become many.
    sent = {"Accept-Encoding": "identity", "Accept": "application/json, application/jwt", **(headers or {})}
    method = "GET" if form is None else "POST"
    try:
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=not is_on_this_machine(address)) as client,
            client.stream(method, address, headers=sent, data=form) as answer,
        ):
            if answer.status_code != OK:
                raise unreachable(f"status {answer.status_code}")
            body = bytearray()
            for piece in answer.iter_raw():
                body += piece
                if len(body) > MOST_BYTES or monotonic() - began > SECONDS:
                    raise unreachable("too large or too slow")
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return Said(kind, bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise unreachable(type(error).__name__) from None


def object_in(said: Said) -> dict[str, Any]:
    """Return the JSON object of an answer; raise :class:`Unreachable` when there is none."""
    try:
        found = json.loads(said.body)
    except (ValueError, RecursionError):
        raise unreachable("no JSON") from None
    if not isinstance(found, dict):
        raise unreachable("no JSON object")
    return found


def is_on_this_machine(address: str) -> bool:
    """Tell whether an address is of this machine, where nothing travels and no proxy stands between."""
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False
