"""Keys made when the provider starts, and what they sign."""

from __future__ import annotations

import json
import secrets
from typing import Any

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

ALGORITHM = "RS256"


class Signer:
    """One RSA key of 2,048 bits, which ends with the process."""

    def __init__(self) -> None:
        self.kid = secrets.token_hex(8)
        self.key = JWK.generate(kty="RSA", size=2048, kid=self.kid, use="sig", alg=ALGORITHM)

    def public(self) -> dict[str, Any]:
        """Return the JWK set that clients check signatures by."""
        return {"keys": [json.loads(self.key.export_public())]}

    def signed(self, claims: dict[str, Any]) -> str:
        """Return the claims as a compact JWS."""
        made = JWS(json.dumps(claims).encode())
        made.add_signature(self.key, ALGORITHM, json.dumps({"alg": ALGORITHM, "kid": self.kid, "typ": "JWT"}))
        return str(made.serialize(compact=True))
