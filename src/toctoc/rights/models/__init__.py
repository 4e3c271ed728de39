"""Archives that are being made, receipts of erasures."""

from toctoc.rights.models.archive import Archive, ArchiveState
from toctoc.rights.models.receipt import ErasureReceipt

__all__ = ["Archive", "ArchiveState", "ErasureReceipt"]
