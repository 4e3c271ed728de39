"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.media"
    label = "media"

    def ready(self) -> None:
        """Hear of what happens in rooms below."""
        import_module("toctoc.media.subscribers")
