"""Nouns of this room."""

from toctoc.moderation.models.alert import Alert, Duty
from toctoc.moderation.models.decision import Appeal, Decision, Kept
from toctoc.moderation.models.log_line import LogLine
from toctoc.moderation.models.notice import Notice
from toctoc.moderation.models.server_rule import ServerRule
from toctoc.moderation.models.suspicion import Suspicion
from toctoc.moderation.models.trace import LinkCount, RecentText

__all__ = [
    "Alert",
    "Appeal",
    "Decision",
    "Duty",
    "Kept",
    "LinkCount",
    "LogLine",
    "Notice",
    "RecentText",
    "ServerRule",
    "Suspicion",
]
