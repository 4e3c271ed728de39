"""What the ways of proving share."""

from toctoc.proofs.models.attempt import Attempts
from toctoc.proofs.models.letter import Letter
from toctoc.proofs.models.taken import TakenNumbers

__all__ = ["Attempts", "Letter", "TakenNumbers"]
