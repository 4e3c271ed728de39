"""What rests of the directory, and codes on their way."""

from toctoc.proofs.paths.directory.models.directory import Edition, Listed
from toctoc.proofs.paths.directory.models.mailbox_code import MailboxCode

__all__ = ["Edition", "Listed", "MailboxCode"]
