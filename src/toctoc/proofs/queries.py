"""What is asked about proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.people.rules.proof_life import IN_FORCE

if TYPE_CHECKING:
    from toctoc.people.models import Proof


def lasts(proof: Proof) -> bool:
    """Tell whether a proof opens doors at this moment."""
    return proof.state in IN_FORCE and proof.ends_at > clock.now()
