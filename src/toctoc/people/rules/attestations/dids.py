"""Servers by their names: ``did:web``, and the document of keys that stands behind it.

Source: did:web method specification (W3C Credentials Community Group); W3C Controlled Identifiers 1.0 for the document.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.attestations.canonical import NotCanonical, read
from toctoc.people.rules.attestations.multikeys import from_multikey

if TYPE_CHECKING:
    from toctoc.people.rules.attestations.canonical import Json

METHOD = "did:web:"
DOCUMENT_PATH = "/.well-known/did.json"
LONGEST_DOCUMENT = 64 * 1024
LONGEST_AUTHORITY = 255
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])(?::[1-9][0-9]{{0,4}})?")
_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[1-9][0-9]{0,4})?")
_NAT64 = IPv6Network("64:ff9b::/96")
_CONTEXT: list[Json] = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
_WRONG_NAME = "Écrivez le nom du serveur, comme « autre.exemple.org »."


def checked_authority(typed: str, *, loopback: bool) -> str:
    """Return the name of a server (with its port when it is not the usual one) from what a person types or pastes.

    ``loopback`` allows this very machine, for servers that nobody else reaches. Raises :class:`Invalid`.
    """
    text = typed.strip()
    try:
        name = (urlsplit(text).netloc if "://" in text else text.rstrip("/")).encode("idna").decode().lower()
    except ValueError:
        raise Invalid(_WRONG_NAME, field="domain") from None
    allowed = _NAME.fullmatch(name) or (loopback and _LOOPBACK.fullmatch(name))
    if not allowed or len(name) > LONGEST_AUTHORITY:
        raise Invalid(_WRONG_NAME, field="domain")
    return name


def did_of(authority: str) -> str:
    """Return ``did:web:host`` or ``did:web:host%3A8000``."""
    return METHOD + authority.replace("%", "%25").replace(":", "%3A")


def authority_of(did: str) -> str:
    """Return the host, with its port, behind a ``did:web`` without a path; an empty string for any other."""
    name = did.removeprefix(METHOD).replace("%3A", ":")
    known = _NAME.fullmatch(name) or _LOOPBACK.fullmatch(name)
    return name if known and did_of(name) == did else ""


def root_of(authority: str) -> str:
    """Return ``https://host``; ``http`` for this very machine, which has no certificate."""
    return f"{'http' if is_loopback(authority) else 'https'}://{authority}"


def is_loopback(authority: str) -> bool:
    """Tell whether a host, with its port or without, is this very machine by its name."""
    return bool(_LOOPBACK.fullmatch(authority))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public Internet: not private, loopback, link-local or reserved."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        # Ways of writing an IPv4 address inside an IPv6 one, and so a way inside.
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in _NAT64 or found.sixtofour is not None or found.teredo is not None:
            return False
    return found.is_global and not found.is_multicast


def did_document(authority: str, keys: list[str]) -> dict[str, Json]:
    """Return the document that says with which keys a server signs, the current one first."""
    did = did_of(authority)
    methods: list[Json] = [
        {"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in keys
    ]
    return {
        "@context": _CONTEXT,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [f"{did}#{key}" for key in keys],
    }


def keys_in(text: bytes, authority: str) -> list[str]:
    """Return the Ed25519 keys with which a server's document lets it make statements.

    Other kinds of keys, and fields we do not know, are passed over: documents grow. Raises :class:`NotCanonical` when
    it is not the document of that server.
    """
    document = read(text, LONGEST_DOCUMENT)
    did = did_of(authority)
    methods, may_assert = document.get("verificationMethod"), document.get("assertionMethod")
    if document.get("id") != did or not isinstance(methods, list) or not isinstance(may_assert, list):
        raise NotCanonical("not the document of that server")
    said = [method for method in may_assert if isinstance(method, dict)]
    named = [m for m in methods if isinstance(m, dict) and isinstance(m.get("id"), str) and m["id"] in may_assert]
    return [key for method in [*named, *said] if (key := _key_of(method, did))]


def _key_of(method: dict[str, Json], did: str) -> str:
    """Return the key of a verification method of ``did``, or an empty string when it is none of ours to use."""
    key = method.get("publicKeyMultibase")
    if method.get("type") != "Multikey" or method.get("controller") != did or "revoked" in method:
        return ""
    try:
        return key if isinstance(key, str) and method.get("id") == f"{did}#{key}" and from_multikey(key) else ""
    except ValueError:
        return ""
