"""What people type about themselves, checked in the door: every text passes the guard here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Invalid
from toctoc.moderation.queries.lists import refuses_mail
from toctoc.people.forms import profession_groups, specialty_groups
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries import is_handle_taken
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.handles import LONGEST as LONGEST_HANDLE
from toctoc.people.rules.handles import checked_handle
from toctoc.people.rules.pseudonyms import suggestion
from toctoc.people.services.actors import LONGEST_NAME, LONGEST_NOTE, Portrait, make_actor
from toctoc.privacy.forms import beside_field, checked, in_words
from toctoc.privacy.services import clear, clear_line
from toctoc.website.web.credentials import PlainWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

Choices = list[tuple[str, str]]
_NOT_FIGURES = re.compile("[a-z_]+")


def department_choices() -> Choices:
    """Return departments with their code, after the choice of not telling."""
    return [("", gettext("Non précisé")), *((code, f"{code} · {name}") for code, name in DEPARTMENTS.items())]


class TextsOfOneself(forms.Form):
    """A form with texts: their cleared forms are kept until a service takes them."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through unread
        self.cleared: dict[str, Cleared] = {}

    def guard(self, field: str, clearing: Callable[..., Cleared]) -> str:
        """Clear a field's text and return what will be stored."""
        try:
            self.cleared[field] = clearing(self.cleaned_data[field], language=page_language())
        except Invalid as error:
            raise forms.ValidationError(in_words(error)) from error
        return self.cleared[field].text


class IdentityForm(TextsOfOneself):
    """What an actor is called and does for a living."""

    handle = forms.CharField(
        label=_("Identifiant"),
        max_length=LONGEST_HANDLE + 1,
        help_text=_("Un pseudonyme, que chacun voit après le @. Nous en proposons un : changez-le si vous voulez."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("Nom affiché"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Un pseudonyme convient. Vide : votre identifiant."),
    )
    kind = forms.ChoiceField(
        label=_("Vous représentez"),
        choices=[(ActorKind.PERSON, _("Vous-même")), (ActorKind.ORGANISATION, _("Une organisation"))],
        widget=forms.RadioSelect,
        initial=ActorKind.PERSON,
        required=False,
        help_text=_("Une organisation : hôpital, service d’aide, école, association. Elle n’a pas de profession."),
    )
    profession = forms.ChoiceField(
        label=_("Profession"),
        choices=profession_groups,
        required=False,
        help_text=_("Elle est dite « déclarée » jusqu’à ce que vous la prouviez."),
    )
    specialty = forms.ChoiceField(label=_("Spécialité"), choices=specialty_groups, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handle"].initial = free_handle

    def clean_handle(self) -> str:
        """Return the handle in lower case, free to take."""
        handle = checked(self.cleaned_data["handle"], checked_handle)
        # Nothing but figures can name somebody in a handle: letters and underscores around them would hide them.
        checked(_NOT_FIGURES.sub(" ", handle), lambda figures: clear_line(figures).text)
        if is_handle_taken(handle):
            raise forms.ValidationError(_("Cet identifiant est déjà pris. Essayez-en un autre."))
        return handle

    def clean_display_name(self) -> str:
        """Return the name once the guard has let it through."""
        return self.guard("display_name", clear_line)

    def actor_for(self, account: Account) -> Actor:
        """Make the actor this form describes."""
        values = self.cleaned_data
        name = self.cleared["display_name"]
        is_organisation = values["kind"] == ActorKind.ORGANISATION
        portrait = Portrait(
            display_name=name if name.text else clear_line(values["handle"]),
            note=clear("", language=page_language()),
            profession="" if is_organisation else values["profession"],
            specialty="" if is_organisation else values["specialty"],
            languages=page_language(),
        )
        kind = ActorKind.ORGANISATION if is_organisation else ActorKind.PERSON
        return make_actor(account=account, handle=values["handle"], portrait=portrait, kind=kind)


class SignupForm(PlainWords, AllauthSignupForm, IdentityForm):
    """An account and its first actor, made together or not at all."""

    field_order = ["email", "password1", "kind", "handle", "display_name", "profession", "specialty"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Elle sert à vous connecter. Personne ne la voit.")
        self.fields["password1"].label = _("Mot de passe")

    def try_save(self, request: HttpRequest) -> tuple[Account | None, HttpResponse | None]:
        """Make both, or show the form again when somebody took the handle meanwhile."""
        try:
            with transaction.atomic():
                made: tuple[Account | None, HttpResponse | None] = super().try_save(request)
        except Invalid as error:
            beside_field(self, error)
            return None, render(request, "account/signup.html", {"form": self}, status=422)
        return made

    def clean_email(self) -> str:
        """Refuse the addresses of domains that an administrator listed, with one sentence for all of them."""
        address: str = super().clean_email()
        if refuses_mail(address):
            raise forms.ValidationError(_("Ce fournisseur d’adresses n’est pas accepté. Essayez une autre adresse."))
        return address

    def custom_signup(self, request: HttpRequest, user: Account) -> None:
        """Make the actor of the new account."""
        _ = request
        self.actor_for(user)


class NewActorForm(IdentityForm):
    """Another actor of an account that signed in."""

    field_order = ["kind", "handle", "display_name", "profession", "specialty"]


class PortraitForm(TextsOfOneself):
    """What an actor says of itself; a proved profession is not asked again."""

    display_name = forms.CharField(
        label=_("Nom affiché"), max_length=LONGEST_NAME, help_text=_("Un pseudonyme convient.")
    )
    profession = forms.ChoiceField(label=_("Profession"), choices=profession_groups, required=False)
    specialty = forms.ChoiceField(label=_("Spécialité"), choices=specialty_groups, required=False)
    department = forms.ChoiceField(
        label=_("Département"),
        choices=department_choices,
        required=False,
        help_text=_("Chacun le voit. Laissez « Non précisé » si cela peut vous faire reconnaître."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Langues"),
        choices=[("fr", "Français"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une langue.")},
    )
    note = forms.CharField(
        label=_("Présentation"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Au plus 500 caractères."),
    )

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        self.actor = actor
        said = {
            name: getattr(actor, name) for name in ("display_name", "profession", "specialty", "department", "note")
        }
        super().__init__(*args, initial={**said, "languages": actor.languages.split(",")}, **kwargs)
        is_organisation = actor.kind == ActorKind.ORGANISATION
        if actor.proved_profession or is_organisation:
            del self.fields["profession"]
        if actor.proved_specialty or is_organisation:
            del self.fields["specialty"]

    def clean_display_name(self) -> str:
        """Return the name once the guard has let it through."""
        return self.guard("display_name", clear_line)

    def clean_note(self) -> str:
        """Return the short text once the guard has let it through."""
        return self.guard("note", clear)

    def portrait(self) -> Portrait:
        """Return what was typed, for the service."""
        values = self.cleaned_data
        return Portrait(
            display_name=self.cleared["display_name"],
            note=self.cleared["note"],
            profession=values.get("profession", self.actor.profession),
            specialty=values.get("specialty", self.actor.specialty),
            department=values["department"],
            languages=",".join(values["languages"]),
        )


def free_handle() -> str:
    """Return a handle to propose that nobody has."""
    return next((word for word in (suggestion() for _ in range(5)) if not is_handle_taken(word)), "")
