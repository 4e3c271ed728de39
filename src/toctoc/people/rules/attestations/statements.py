"""What an attestation says, field by field, and nothing else: a field more, or of another form, refuses the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from toctoc.people.rules.attestations.dids import did_of, root_of
from toctoc.people.rules.attestations.integrity import PROOF_TYPE, PURPOSE, SUITE, public_multikey, signed
from toctoc.people.rules.attestations.times import MOMENT, MONTH, hour_of, written

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.rules.attestations.canonical import Json

# A page of JSON; a real one has less than half of it.
LONGEST = 4096
MEDIA_TYPE = "application/vc"
DID_KEY = "did:key:"
# Names of our own terms, the same on every server. A UUID (RFC 9562) belongs to nobody's domain.
_TERMS = "urn:uuid:0b6a3c52-5d0e-4f57-9a3e-6c1d0f2b8e74#"
CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2"
CONTEXT: list[Json] = [
    CREDENTIALS_CONTEXT,
    {
        "toctoc": _TERMS,
        "ProvedProfession": "toctoc:ProvedProfession",
        "actor": {"@id": "toctoc:actor", "@type": "@id"},
        "path": "toctoc:path",
        "profession": "toctoc:profession",
        "provedIn": "toctoc:provedIn",
    },
]

Moment: TypeAlias = Annotated[str, Meta(pattern=MOMENT)]
Slug: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,29}\Z")]
Address: TypeAlias = Annotated[str, Meta(pattern=r"^https?://[!-~]{1,400}\Z")]
Name: TypeAlias = Annotated[str, Meta(pattern=r"^did:web:[A-Za-z0-9.%\[\]:-]{1,300}\Z")]
Method: TypeAlias = Annotated[str, Meta(pattern=r"^did:web:[A-Za-z0-9.%\[\]:-]{1,300}#z[1-9A-HJ-NP-Za-km-z]{40,60}\Z")]
Signature: TypeAlias = Annotated[str, Meta(pattern=r"^z[1-9A-HJ-NP-Za-km-z]{64,90}\Z")]
# What the asking server gave, to know its own question again.
CHALLENGE = r"^[A-Za-z0-9_-]{1,100}\Z"


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A part of a document: exactly these fields, each of its form."""


class Signed(Strict, frozen=True):
    """How a document is signed; ``cryptosuite`` is looked at apart, to say what is wrong with another."""

    context: list[object] = msgspec.field(name="@context")
    type: Literal["DataIntegrityProof"]
    cryptosuite: str
    created: Moment
    expires: Moment
    verification_method: Method
    proof_purpose: Literal["assertionMethod"]
    proof_value: Signature


class SignedForOne(Signed, frozen=True):
    """A signature that is for one server: ``domain`` is its name, ``challenge`` what it gave."""

    domain: Annotated[str, Meta(min_length=1, max_length=255)]
    challenge: Annotated[str, Meta(pattern=CHALLENGE)]


class Subject(Strict, frozen=True):
    """Whoever holds a key, and what was proved."""

    id: Annotated[str, Meta(pattern=r"^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}\Z")]
    actor: Address
    profession: Slug
    path: Slug
    proved_in: Annotated[str, Meta(pattern=MONTH)]


class StatusEntry(Strict, frozen=True):
    """Where to see whether the statement still stands."""

    type: Literal["BitstringStatusListEntry"]
    status_purpose: Literal["revocation"]
    status_list_index: Annotated[str, Meta(pattern=r"^(?:0|[1-9][0-9]{0,8})\Z")]
    status_list_credential: Address


class Attestation(Strict, frozen=True):
    """A whole attestation, its signature not looked at yet."""

    context: list[object] = msgspec.field(name="@context")
    type: tuple[Literal["VerifiableCredential"], Literal["ProvedProfession"]]
    issuer: Name
    valid_from: Moment
    valid_until: Moment
    credential_subject: Subject
    credential_status: StatusEntry
    proof: SignedForOne


@dataclass(frozen=True, slots=True)
class Statement:
    """What is attested: ``address`` and ``key`` (a Multikey) of the actor, slugs, when it was proved, until when."""

    address: str
    key: str
    profession: str
    path: str
    proved_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Audience:
    """The one server an attestation is for, and what it gave to know its own question again."""

    domain: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the status of an attestation is: the address of a list, and an index in it."""

    list_address: str
    index: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a server's host (with its port) and the 32 bytes of its private key."""

    authority: str
    private: bytes

    @property
    def did(self) -> str:
        """The server's name in documents."""
        return did_of(self.authority)

    @property
    def root(self) -> str:
        """The beginning of the server's addresses."""
        return root_of(self.authority)

    def options(self, made_at: datetime, expires_at: datetime) -> dict[str, Json]:
        """Return what a proof says beside the signature."""
        return {
            "type": PROOF_TYPE,
            "cryptosuite": SUITE,
            "created": written(made_at),
            "expires": written(expires_at),
            "verificationMethod": f"{self.did}#{public_multikey(self.private)}",
            "proofPurpose": PURPOSE,
        }


def attested(said: Statement, audience: Audience, place: Place, signer: Signer, now: datetime) -> dict[str, Json]:
    """Return a signed attestation; ``said.ends_at`` is written as it is given."""
    made_at = hour_of(now)
    document: dict[str, Json] = {
        "@context": CONTEXT,
        "type": ["VerifiableCredential", "ProvedProfession"],
        "issuer": signer.did,
        "validFrom": written(made_at),
        "validUntil": written(said.ends_at),
        "credentialSubject": {
            "id": DID_KEY + said.key,
            "actor": said.address,
            "profession": said.profession,
            "path": said.path,
            "provedIn": f"{said.proved_at:%Y-%m}",
        },
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place.index),
            "statusListCredential": place.list_address,
        },
    }
    options = signer.options(made_at, said.ends_at)
    return signed(document, {**options, "domain": audience.domain, "challenge": audience.challenge}, signer.private)
