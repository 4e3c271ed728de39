"""What the ways of proving share."""

from toctoc.proofs.models.attempt import Attempts
from toctoc.proofs.models.letter import Letter

__all__ = ["Attempts", "Letter"]
