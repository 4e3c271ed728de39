"""How Django knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.search"
    label = "search"
