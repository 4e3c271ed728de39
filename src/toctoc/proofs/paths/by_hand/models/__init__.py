"""What this way keeps: applications, voices, and how they went."""

from toctoc.proofs.paths.by_hand.models.application import Application
from toctoc.proofs.paths.by_hand.models.exchange import Exchange, Step
from toctoc.proofs.paths.by_hand.models.voice import Confirmation, Voice

__all__ = ["Application", "Confirmation", "Exchange", "Step", "Voice"]
