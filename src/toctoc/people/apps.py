"""How Django knows this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """The room in the project."""

    name = "toctoc.people"
    label = "people"
    verbose_name = _("Personnes")
