"""Two fictional servers with fixed keys: one attests, this one judges."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from toctoc.people.rules.attestations.integrity import public_multikey, signed
from toctoc.people.rules.attestations.statements import Audience, Place, Signer, Statement, attested
from toctoc.people.rules.attestations.status_lists import status_list
from toctoc.people.rules.attestations.verification import Asked, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.rules.attestations.canonical import Json

NOW = datetime(2026, 11, 22, 9, 13, 5, tzinfo=UTC)
# Test keys: everybody knows their private halves.
SERVER = Signer("toctoc.example", bytes(range(32)))
OTHER_SERVER = Signer("pirate.example", bytes(range(1, 33)))
ACTOR_KEY = public_multikey(bytes(range(2, 34)))
OTHER_KEY = public_multikey(bytes(range(3, 35)))
ADDRESS = "https://toctoc.example/@ruisseau"
US = "autre.example"
CHALLENGE = "q1w2e3r4t5y6u7i8"
LIST = "https://toctoc.example/attestations/statuts/1"
INDEX = 94567
SAID = Statement(
    ADDRESS,
    ACTOR_KEY,
    "doctor",
    "pro_sante_connect",
    datetime(2026, 3, 14, tzinfo=UTC),
    datetime(2027, 3, 1, tzinfo=UTC),
)
ASKED = Asked(US, ADDRESS, ACTOR_KEY, CHALLENGE)
TRUST = Trust(
    frozenset({public_multikey(SERVER.private)}),
    frozenset({"doctor", "nurse"}),
    frozenset({"pro_sante_connect", "directory"}),
    timedelta(days=379),
)
TRUSTED = {SERVER.did: TRUST}


def document(
    said: Statement = SAID,
    *,
    domain: str = US,
    challenge: str = CHALLENGE,
    signer: Signer = SERVER,
    place: Place | None = None,
    now: datetime = NOW,
) -> dict[str, Json]:
    """Return an attestation, as a value."""
    return attested(said, Audience(domain, challenge), place or Place(LIST, INDEX), signer, now)


def saying(**changed: object) -> Statement:
    """Return the usual statement with something else in it."""
    return replace(SAID, **changed)  # type: ignore[arg-type] # a test's own shorthand


def sent(value: object) -> bytes:
    """Return a value as it travels."""
    return json.dumps(value, ensure_ascii=False).encode()


def listed(revoked: Iterable[int] = (), *, signer: Signer = SERVER, address: str = LIST, now: datetime = NOW) -> bytes:
    """Return a status list as it travels."""
    return sent(status_list(address, revoked, signer, now))


def signed_anew(value: dict[str, Json], signer: Signer = SERVER) -> dict[str, Json]:
    """Return a document that was changed, with a signature that holds: what a dishonest server could make."""
    proof = value["proof"]
    assert isinstance(proof, dict)
    options = {name: said for name, said in proof.items() if name not in {"@context", "proofValue"}}
    return signed({name: said for name, said in value.items() if name != "proof"}, options, signer.private)
