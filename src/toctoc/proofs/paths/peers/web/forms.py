"""What is typed on the pages of this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.people.forms import provable_groups, specialty_groups

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.people.models import Actor


class AskPeersForm(forms.Form):
    """Which profession, and which specialty when there is one."""

    profession = forms.ChoiceField(label=_("Votre profession"), choices=provable_groups)
    specialty = forms.ChoiceField(label=_("Votre spécialité"), choices=specialty_groups, required=False)

    def __init__(self, typed: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(typed, initial={"profession": actor.profession, "specialty": actor.specialty})
