"""Requests to be vouched for, and what peers answered."""

from toctoc.proofs.paths.peers.models.request import VouchRequest
from toctoc.proofs.paths.peers.models.vouch import Vouch

__all__ = ["Vouch", "VouchRequest"]
