"""CPU time to verify an attestation, everything at hand: two signatures, two documents, 131,072 bits."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

from bench.figures import Figure, cpu_per_call
from toctoc.people.rules.attestations.integrity import public_multikey
from toctoc.people.rules.attestations.statements import Audience, Place, Signer, Statement, attested
from toctoc.people.rules.attestations.status_lists import BITS, status_list
from toctoc.people.rules.attestations.verification import Asked, Trust, verify

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TARGET = 1.0
# As full as a list gets here, and a third of it revoked: the hardest to unpack.
REVOKED = Random(1).sample(range(1, BITS), BITS // 6)


def measure() -> list[Figure]:
    """Return milliseconds of CPU for a whole verification, and for its two halves."""
    signer, key = Signer("toctoc.example", bytes(32)), public_multikey(bytes(range(32)))
    address, at = "https://toctoc.example/@ruisseau", "https://toctoc.example/attestations/statuts/1"
    said = Statement(address, key, "doctor", "pro_sante_connect", NOW, NOW + timedelta(days=300))
    document = json.dumps(
        attested(said, Audience("autre.example", "abc"), Place(at, 0), signer, NOW), indent=2
    ).encode()
    empty, full = (json.dumps(status_list(at, revoked, signer, NOW)).encode() for revoked in ((), REVOKED))
    trust = Trust(
        frozenset({public_multikey(signer.private)}),
        frozenset({"doctor"}),
        frozenset({"pro_sante_connect"}),
        timedelta(days=379),
    )
    trusted, asked = {signer.did: trust}, Asked("autre.example", address, key, "abc")
    taken = cpu_per_call(
        {
            "empty": lambda: verify(document, asked, trusted, empty, NOW),
            "full": lambda: verify(document, asked, trusted, full, NOW),
        },
        rounds=5,
        seconds=0.5,
    )
    return [
        Figure(
            "an attestation verified with its status, nothing revoked", taken["empty"] / 1000, "ms CPU", at_most=TARGET
        ),
        Figure("the same, 21,845 of 131,072 revoked", taken["full"] / 1000, "ms CPU", at_most=TARGET),
    ]
