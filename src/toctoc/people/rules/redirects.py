"""Where an app is sent back to after somebody let it in, or did not.

Addresses are compared letter by letter (RFC 9700, 4.1.3): a prefix, another case, a slash more is another address.
Only the port of a program that listens on this very machine may be another one each time (RFC 8252, 7.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.parse import SplitResult

# The code is shown, and carried to the app by hand.
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
MOST = 10
LONGEST = 2_000
# On this very machine, as browsers see it. The name is allowed besides the numbers: many apps use it.
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# What a browser acts upon itself, or reads files by: an app has no business there.
_NEVER = frozenset({
    "about", "blob", "chrome", "content", "data", "file", "filesystem", "ftp", "intent", "jar", "javascript", "mailto",
    "sms", "tel", "urn", "vbscript", "view-source", "ws", "wss",
})  # fmt: skip
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,60}")
# RFC 3986, 2: what an address is made of; a semicolon or a comma in a host would end a header's directive.
_LETTERS = re.compile(r"[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]+")
_HOST = re.compile(r"[A-Za-z0-9._~:\[\]-]+")


def redirects_in(said: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses that an app may name, each once; raise :class:`Invalid` for one that cannot be."""
    found = tuple(dict.fromkeys(each for text in said for each in text.split()))
    if not found or len(found) > MOST or not all(map(_may_be, found)):
        raise Invalid("Une application donne une adresse de retour qui ne peut pas servir.", field="redirect_uris")
    return found


def is_one_of(asked: str, registered: Sequence[str]) -> bool:
    """Tell whether an address is one of those an app registered."""
    return asked in registered or any(_differ_by_port_alone(asked, each) for each in registered)


def place_of(redirect: str) -> str:
    """Return of an address what tells a person where it leads; empty when it leads nowhere."""
    if redirect == OUT_OF_BAND:
        return ""
    parts = urlsplit(redirect)
    return parts.netloc if is_web(redirect) else f"{parts.scheme}:"


def is_web(redirect: str) -> bool:
    """Tell whether an address is one that browsers open themselves, not a program of the device."""
    return urlsplit(redirect).scheme in {"http", "https"}


def _may_be(address: str) -> bool:
    if address == OUT_OF_BAND:
        return True
    parts = _parts(address)
    if parts is None or parts.scheme in _NEVER or not _SCHEME.fullmatch(parts.scheme):
        return False
    if parts.scheme not in {"http", "https"}:
        # Scheme and something: a bare one is written by mistake.
        return bool(parts.netloc or parts.path)
    host = parts.hostname or ""
    return bool(_HOST.fullmatch(parts.netloc)) and (parts.scheme == "https" or host in _LOOPBACK)


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address without user name and without fragment, or ``None``."""
    if len(address) > LONGEST or not _LETTERS.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        # Not a number: only reading it tells.
        _ = parts.port
    except ValueError:
        return None
    return None if "@" in parts.netloc else parts


def _differ_by_port_alone(asked: str, registered: str) -> bool:
    one, other = _parts(asked), _parts(registered)
    if one is None or other is None or one.scheme != "http" or one.hostname not in _LOOPBACK:
        return False
    return _without_port(one) == _without_port(other)


def _without_port(parts: SplitResult) -> str:
    host, _, port = parts.netloc.rpartition(":")
    return parts._replace(netloc=host if port.isdecimal() and host else parts.netloc).geturl()
