"""Signed answers of an OpenID Connect provider (OpenID Connect Core 1.0, 3.1.3.7): who signed, what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jwcrypto.common import JWException, json_decode
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from toctoc.proofs.paths.pro_sante_connect.rules.faults import Distrusted, UnknownKey, unsure

# A signature that only the provider can make: with "none" anybody signs, with HS* whoever knows a public key does
# when the verifier takes it for a secret (RFC 8725, 2.1).
KINDS = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
}
# Two machines that keep the time by the network are never this far apart.
LEEWAY = timedelta(minutes=2)
PARTS = 3
# Beyond any date, and within what a float holds.
_LATEST = 1e12


@dataclass(frozen=True, slots=True)
class Expected:
    """What an identity token must say: by whom, for whom, in answer to which departure."""

    issuer: str
    client_id: str
    nonce: str


def signing_keys(document: dict[str, Any]) -> tuple[Any, ...]:
    """Return the public keys of a JWK set (RFC 7517) that sign; others in it are passed over."""
    found = []
    for entry in document.get("keys") or ():
        if isinstance(entry, dict) and entry.get("kty") in KINDS.values() and entry.get("use", "sig") == "sig":
            public = {name: value for name, value in entry.items() if name in _PUBLIC}
            try:
                found.append(JWK(**public))
            except (JWException, ValueError, TypeError):
                continue
    return tuple(found)


# Never the private part, should a provider publish it by mistake.
_PUBLIC = frozenset({"kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"})


def payload_of(token: str, keys: tuple[Any, ...]) -> dict[str, Any]:
    """Return what a compact JWS says once its signature holds.

    Raises :class:`UnknownKey` when none of ``keys`` is the one it names, and :class:`Distrusted` otherwise.
    """
    if token.count(".") != PARTS - 1:
        raise unsure("token form")
    signed = JWS()
    signed.allowed_algs = list(KINDS)
    try:
        signed.deserialize(token)
        header = dict(signed.jose_header)
        if header.get("alg") not in KINDS or "crit" in header:
            raise unsure("algorithm")
        signed.verify(_key_for(header, keys), header["alg"])
        payload = json_decode(signed.payload)
    except (JWException, ValueError, TypeError, RecursionError):
        raise unsure("signature") from None
    if not isinstance(payload, dict):
        raise unsure("payload")
    return payload


def _key_for(header: dict[str, Any], keys: tuple[Any, ...]) -> Any:  # noqa: ANN401 jwcrypto has no types
    """Return the key that a header names, of the kind its algorithm asks for."""
    fit = [
        key
        for key in keys
        if key.get("kty") == KINDS[header["alg"]]
        and key.get("alg") in {None, header["alg"]}
        and ("kid" not in header or key.get("kid") == header["kid"])
    ]
    if len(fit) != 1:
        raise UnknownKey
    return fit[0]


def check_identity(claims: dict[str, Any], expected: Expected, now: datetime) -> None:
    """Raise :class:`Distrusted` unless an identity token is for this server, from this provider, of this moment."""
    if claims.get("iss") != expected.issuer:
        raise unsure("issuer")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in audiences:
        raise unsure("audience")
    authorized = claims.get("azp", expected.client_id if len(audiences) == 1 else None)
    if authorized != expected.client_id:
        raise unsure("authorized party")
    if claims.get("nonce") != expected.nonce:
        raise unsure("nonce")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise unsure("subject")
    _check_times(claims, now.timestamp())


def _check_times(claims: dict[str, Any], now: float) -> None:
    """Raise :class:`Distrusted` for a token of another moment: it was made a second ago, for this very departure."""
    made, ends, begins = (_moment(claims, name) for name in ("iat", "exp", "nbf"))
    if made is None or ends is None:
        raise unsure("dates")
    leeway = LEEWAY.total_seconds()
    # Said so that a date which is no number ("NaN") holds for none.
    if not (abs(now - made) <= leeway and now <= ends + leeway and (begins is None or begins <= now + leeway)):
        raise Distrusted(
            "L’horloge de ce serveur et celle de Pro Santé Connect ne s’accordent pas. Rien n’est enregistré. "
            "Prévenez l’administration du serveur.",
            "clock",
        )


def _moment(claims: dict[str, Any], name: str) -> float | None:
    """Return a NumericDate (RFC 7519, 2) in seconds; ``None`` when there is none, or no number."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < _LATEST else None
