"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MastodonApiConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.mastodon_api"
    label = "mastodon_api"

    def ready(self) -> None:
        """Hear of what happens in rooms below."""
        import_module("toctoc.mastodon_api.subscribers")
        # What archives take along of this room.
        import_module("toctoc.mastodon_api.queries.kept")
