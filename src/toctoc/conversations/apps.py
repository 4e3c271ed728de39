"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Hear of what happens here and in rooms below."""
        import_module("toctoc.conversations.subscribers")
