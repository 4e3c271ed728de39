"""Nouns of this room."""

from toctoc.moderation.models.decision import Appeal, Decision, Kept
from toctoc.moderation.models.log_line import LogLine
from toctoc.moderation.models.notice import Notice

__all__ = ["Appeal", "Decision", "Kept", "LogLine", "Notice"]
