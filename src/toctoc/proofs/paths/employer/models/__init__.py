"""What this way keeps."""

from toctoc.proofs.paths.employer.models.acceptance import Acceptance
from toctoc.proofs.paths.employer.models.batch import Batch, DayOfUse
from toctoc.proofs.paths.employer.models.invitation import Envelope, Invitation

__all__ = ["Acceptance", "Batch", "DayOfUse", "Envelope", "Invitation"]
