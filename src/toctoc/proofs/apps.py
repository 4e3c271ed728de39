"""How Django knows this room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofsConfig(AppConfig):
    """The room in the project; each way of proving is an application of its own (see ``path.py``)."""

    name = "toctoc.proofs"
    label = "proofs"
    verbose_name = _("Preuves")

    def ready(self) -> None:
        """Hear of what happens in rooms below."""
        import_module("toctoc.proofs.subscribers")
