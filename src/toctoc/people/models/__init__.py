"""Accounts, actors and their choices, proofs, follows, attestations."""

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
from toctoc.people.models.choices import ActorChoices
from toctoc.people.models.follow import Follow, FollowRequest
from toctoc.people.models.opinion import ActorNote, DomainBlock, Endorsement
from toctoc.people.models.proof import Ground, Proof, ProofMove, RegisterHolder
from toctoc.people.models.token import AppCard, AuthorizationCode, TokenVoice

__all__ = [
    "AcceptedAttestation",
    "Account",
    "Actor",
    "ActorChoices",
    "ActorKey",
    "ActorNote",
    "AppCard",
    "AuthorizationCode",
    "Block",
    "DomainBlock",
    "Endorsement",
    "Follow",
    "FollowRequest",
    "Ground",
    "IssuedAttestation",
    "Mute",
    "Proof",
    "ProofMove",
    "RegisterHolder",
    "RetiredHandle",
    "ServerKey",
    "StatusList",
    "TokenVoice",
    "TrustedServer",
]
