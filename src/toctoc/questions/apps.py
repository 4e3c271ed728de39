"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.questions"
    label = "questions"

    def ready(self) -> None:
        """Hear of what happens in rooms below."""
        import_module("toctoc.questions.subscribers")
        # What letters tell of this room.
        import_module("toctoc.questions.services.missed")
