"""The provider as it describes itself, and what it is asked: keys, a token for a code, who that is."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote_plus, urlsplit

from django.conf import settings
from django.core.cache import cache

from toctoc.kernel.errors import Missing
from toctoc.proofs.paths.pro_sante_connect.rules.faults import UnknownKey, unreachable, unsure
from toctoc.proofs.paths.pro_sante_connect.rules.tokens import payload_of, signing_keys
from toctoc.proofs.paths.pro_sante_connect.services.wire import ask, is_on_this_machine, object_in

# How long its description and its keys are believed unasked, in seconds.
BELIEVED = 600
BASIC, POST = "client_secret_basic", "client_secret_post"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class Ours(Protocol):
    """What the operator set: the provider, and as whom this server asks there."""

    @property
    def issuer(self) -> str:
        """The provider's name, which is its address."""
        ...

    @property
    def client_id(self) -> str:
        """This server's name there."""
        ...

    @property
    def client_secret(self) -> str:
        """What proves that it is this server."""
        ...

    @property
    def is_loopback(self) -> bool:
        """Whether the provider is the one of demonstrations."""
        ...


@dataclass(frozen=True, slots=True)
class Provider:
    """Where to ask what; ``names_itself`` promises that answers to the browser carry ``iss`` (RFC 9207)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    takes_basic: bool
    names_itself: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for."""

    identity: str
    access: str


def the_provider() -> Provider:
    """Return the provider of the settings; raise :class:`Missing` when there is none, or ``Unreachable``."""
    issuer = ours().issuer
    kept = cache.get(_key(issuer))
    if kept is not None:
        return described(issuer, kept)
    return examined()


def examined() -> Provider:
    """Return the provider as it describes itself at this moment; raise as :func:`the_provider`."""
    issuer = ours().issuer
    document = object_in(ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration"))
    provider = described(issuer, document)
    cache.set(_key(issuer), document, BELIEVED)
    return provider


def ours() -> Ours:
    """Return what the operator set; raise :class:`Missing` when it is nothing."""
    chosen: Ours | None = settings.ENVIRONMENT.pro_sante_connect
    if chosen is None:
        raise Missing
    return chosen


def described(issuer: str, document: dict[str, Any]) -> Provider:
    """Return a provider from its document; raise ``Distrusted`` for another's, ``Unreachable`` for a wrong one."""
    if document.get("issuer") != issuer:
        raise unsure("issuer of the discovery document")
    found = {name: _endpoint(issuer, document.get(name)) for name in ENDPOINTS}
    methods = document.get("token_endpoint_auth_methods_supported", [BASIC])
    if not isinstance(methods, list) or not {BASIC, POST} & {str(method) for method in methods}:
        raise unreachable("no way to use the secret")
    names_itself = document.get("authorization_response_iss_parameter_supported") is True
    return Provider(issuer, **found, takes_basic=BASIC in methods, names_itself=names_itself)


def tokens_for(provider: Provider, *, code: str, verifier: str, back: str) -> Tokens:
    """Exchange a code (RFC 6749, 4.1.3); raise ``Unreachable`` when it is refused or the answer is none."""
    chosen = ours()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {}
    if provider.takes_basic:
        # Encoded before they are joined (RFC 6749, 2.3.1).
        pair = f"{quote_plus(chosen.client_id)}:{quote_plus(chosen.client_secret)}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": chosen.client_id, "client_secret": chosen.client_secret}
    answer = object_in(ask(provider.token_endpoint, headers=headers, form=form))
    identity, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(identity, str) or not isinstance(access, str) or not access.isascii() or not access.isprintable():
        raise unreachable("no tokens")
    return Tokens(identity, access)


def signed_by(provider: Provider, token: str) -> dict[str, Any]:
    """Return what a token says once the provider's signature holds; an unknown key is looked up once more."""
    kept = cache.get(_key(provider.jwks_uri))
    if kept is not None:
        try:
            return payload_of(token, signing_keys(kept))
        except UnknownKey:
            pass
    document = object_in(ask(provider.jwks_uri))
    cache.set(_key(provider.jwks_uri), document, BELIEVED)
    try:
        return payload_of(token, signing_keys(document))
    except UnknownKey:
        raise unsure("key") from None


def claims_about(provider: Provider, *, access: str, subject: str, client_id: str) -> dict[str, Any]:
    """Return what the provider says of ``subject``, plain or signed; raise ``Distrusted`` for anybody else."""
    said = ask(provider.userinfo_endpoint, headers={"Authorization": f"Bearer {access}"})
    if said.kind == "application/jwt":
        claims = signed_by(provider, said.body.decode("ascii", "replace"))
        audience = claims.get("aud", client_id)
        if claims.get("iss", provider.issuer) != provider.issuer or client_id not in (audience, *_listed(audience)):
            raise unsure("userinfo audience")
    else:
        claims = object_in(said)
    if claims.get("sub") != subject:
        raise unsure("userinfo subject")
    return claims


def _listed(audience: object) -> list[object]:
    return audience if isinstance(audience, list) else []


def _endpoint(issuer: str, address: object) -> str:
    """Return an address that may be asked: HTTPS, or on this machine when the issuer is."""
    if isinstance(address, str):
        try:
            parts = urlsplit(address)
            is_safe = parts.scheme == "https" and parts.port != 0
        except ValueError:
            raise unreachable("endpoints") from None
        is_near = is_on_this_machine(address)
        if (is_safe and not is_near) or (is_near and is_on_this_machine(issuer)):
            return address
    raise unreachable("endpoints")


def _key(address: str) -> str:
    return f"pro-sante-connect:{hashlib.sha256(address.encode()).hexdigest()}"
