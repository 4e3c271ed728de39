"""Accounts, actors, proofs, follows."""

from toctoc.people.models.account import Account
from toctoc.people.models.actor import Actor
from toctoc.people.models.follow import Follow
from toctoc.people.models.proof import Ground, Proof, ProofMove, RegisterHolder

__all__ = ["Account", "Actor", "Follow", "Ground", "Proof", "ProofMove", "RegisterHolder"]
