"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Hear of what happens in rooms below, and put the brakes on."""
        import_module("toctoc.moderation.subscribers")
        import_module("toctoc.moderation.services.brakes")
