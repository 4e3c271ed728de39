"""The form in which somebody with several professions chooses the one to prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.people.rules.professions import profession_words

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.proofs.paths.pro_sante_connect.rules.professionals import Choice
    from toctoc.proofs.paths.pro_sante_connect.services.offers import Offer


class ChoiceForm(forms.Form):
    """One profession among those of an offer; nothing typed."""

    def __init__(self, typed: QueryDict | None, *, offer: Offer, language: str) -> None:
        super().__init__(typed)
        self.offer = offer
        words = [profession_words(choice.profession, choice.specialty, language) for choice in offer.choices]
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Quelle profession prouvez-vous ici ?"),
            widget=forms.RadioSelect,
            choices=[(str(place), said) for place, said in enumerate(words)],
            error_messages={
                "required": _("Choisissez une profession."),
                "invalid_choice": _("Choisissez une profession de la liste."),
            },
        )

    def choice(self) -> Choice:
        """Return what was chosen, once the form is valid."""
        return self.offer.choices[int(self.cleaned_data["chosen"])]
