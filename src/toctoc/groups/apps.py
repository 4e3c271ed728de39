"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.groups"
    label = "groups"

    def ready(self) -> None:
        """Hear of what happens in rooms below, and stand before who writes in a group."""
        import_module("toctoc.groups.subscribers")
