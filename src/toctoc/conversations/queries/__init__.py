"""What is asked about conversations, always from somebody's seat."""

from toctoc.conversations.queries.archive import archive_of
from toctoc.conversations.queries.seats import requests_waiting, unread_conversations

__all__ = ["archive_of", "requests_waiting", "unread_conversations"]
