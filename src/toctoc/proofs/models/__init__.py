"""What the ways of proving share."""

from toctoc.proofs.models.attempt import Attempts

__all__ = ["Attempts"]
