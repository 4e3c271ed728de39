"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say how long this room keeps things."""
        import_module("toctoc.privacy.services.retention")
