"""Sign and check a document: Data Integrity with the cryptographic suite ``eddsa-jcs-2022``.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3. Two SHA-256 digests, of the canonical proof options and
of the canonical document, are joined and signed with pure Ed25519 (RFC 8032).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from toctoc.people.rules.attestations.canonical import NotCanonical, canonical
from toctoc.people.rules.attestations.multikeys import from_multibase, from_multikey, multibase, multikey

if TYPE_CHECKING:
    from toctoc.people.rules.attestations.canonical import Json

PROOF_TYPE = "DataIntegrityProof"
SUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"


def new_private_key() -> bytes:
    """Return the 32 bytes of a fresh Ed25519 private key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_multikey(private: bytes) -> str:
    """Return the Multikey of the public half of a private key."""
    return multikey(Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def signed(document: dict[str, Json], options: dict[str, Json], private: bytes) -> dict[str, Json]:
    """Return ``document`` with a ``proof``: ``options`` (type, suite, who signs, when…), the context, the signature."""
    proof = {**options, "@context": document["@context"]}
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_digests(document, proof))
    return {**document, "proof": {**proof, "proofValue": multibase(signature)}}


def signature_holds(document: dict[str, Json], key: str) -> bool:
    """Tell whether the ``proof`` of a document was made over this very document with the private half of ``key``.

    Stricter than the specification in one place: what is signed has the document's own context, and never the shorter
    one that a proof may carry, so that nothing of the document stays unsigned.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("type") != PROOF_TYPE or proof.get("cryptosuite") != SUITE:
        return False
    value = proof.get("proofValue")
    if not isinstance(value, str):
        return False
    options = {name: said for name, said in proof.items() if name != "proofValue"}
    unsecured = {name: said for name, said in document.items() if name != "proof"}
    try:
        _public_key(key).verify(from_multibase(value), _digests(unsecured, options))
    except (InvalidSignature, NotCanonical, ValueError):
        return False
    return True


def _digests(document: dict[str, Json], options: dict[str, Json]) -> bytes:
    return sha256(canonical(options)).digest() + sha256(canonical(document)).digest()


@lru_cache(maxsize=256)
def _public_key(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(from_multikey(key))
