"""What is typed on the pages of this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.people.forms import profession_choices, specialty_choices

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.people.models import Actor


class AskPeersForm(forms.Form):
    """Which profession, and which specialty when there is one."""

    profession = forms.ChoiceField(label=_("Votre profession"))
    specialty = forms.ChoiceField(label=_("Votre spécialité"), required=False)

    def __init__(self, typed: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(typed, initial={"profession": actor.profession, "specialty": actor.specialty})
        declared = self.fields["profession"], self.fields["specialty"]
        for field, choices in zip(declared, (profession_choices()[1:], specialty_choices()), strict=True):
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
