"""Accounts, actors, proofs, follows, attestations."""

from toctoc.people.models.account import Account
from toctoc.people.models.actor import Actor, RetiredHandle
from toctoc.people.models.attestation import (
    AcceptedAttestation,
    ActorKey,
    IssuedAttestation,
    ServerKey,
    StatusList,
    TrustedServer,
)
from toctoc.people.models.block import Block, Mute
from toctoc.people.models.follow import Follow
from toctoc.people.models.proof import Ground, Proof, ProofMove, RegisterHolder

__all__ = [
    "AcceptedAttestation",
    "Account",
    "Actor",
    "ActorKey",
    "Block",
    "Follow",
    "Ground",
    "IssuedAttestation",
    "Mute",
    "Proof",
    "ProofMove",
    "RegisterHolder",
    "RetiredHandle",
    "ServerKey",
    "StatusList",
    "TrustedServer",
]
