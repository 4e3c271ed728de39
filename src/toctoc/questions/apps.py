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
        import_module("toctoc.questions.services.mail.missed")
        # What is asked of a voice note before it goes.
        import_module("toctoc.questions.services.voice_notes")
        # Practice sheets as the search takes them.
        import_module("toctoc.questions.services.sheets.source")
