"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.community"
    label = "community"

    def ready(self) -> None:
        """Hear of what happens in rooms below."""
        import_module("toctoc.community.subscribers")
        # What people agree to here, and how long things are kept.
        import_module("toctoc.community.services.purposes")
        # What letters tell of this room.
        import_module("toctoc.community.services.missed")
        # A gate, wherever somebody writes: on a page, by the API, at an appointed hour.
        import_module("toctoc.community.services.shield")
