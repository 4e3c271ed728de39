"""How Django knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.rights"
    label = "rights"
