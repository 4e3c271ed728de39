"""The page on which somebody chooses who follows it, who finds it, and how its apps begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from toctoc.community.queries.language import page_language
from toctoc.community.rules.languages import LANGUAGES
from toctoc.kernel.errors import Invalid
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import (
    default_audience,
    hides_ties,
    is_discoverable,
    is_indexable,
    proved_profession,
    speaker_of,
)
from toctoc.people.queries.choices import choices_of
from toctoc.people.queries.ties import requests_count
from toctoc.people.rules.audience import MEMBERS, NAMED, PROFESSIONALS, PUBLIC, UNLISTED
from toctoc.people.rules.fields import LONGEST_FIELD, MOST_FIELDS, ProfileField
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.privacy.forms import beside_field
from toctoc.privacy.services import clear_line
from toctoc.website.web.forms import TextsOfOneself

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.people.models import Actor

AUDIENCES = {
    "": _("Ce que l’application propose"),
    PUBLIC: _("Tout le monde"),
    UNLISTED: _("Tout le monde, hors des listes"),
    MEMBERS: _("Les personnes inscrites"),
    PROFESSIONALS: _("Les professionnels vérifiés"),
    NAMED: _("Les personnes nommées"),
}


class ChoicesForm(forms.Form):
    """What an actor chooses, each in a sentence."""

    approves_followers = forms.BooleanField(
        label=_("J’approuve chaque abonné"),
        required=False,
        help_text=_("Qui veut vous suivre vous le demande. Vos messages publics restent publics."),
    )
    hides_collections = forms.BooleanField(
        label=_("Je cache qui je suis et qui me suit"),
        required=False,
        help_text=_("Vous seul lisez ces deux listes. Leurs nombres restent visibles."),
    )
    discoverable = forms.BooleanField(
        label=_("On peut me découvrir"),
        required=False,
        help_text=_(
            "L’annuaire et les suggestions vous montrent. Par défaut : seulement si votre profession est vérifiée."
        ),
    )
    indexable = forms.BooleanField(
        label=_("Les moteurs de recherche peuvent montrer mon profil"),
        required=False,
        help_text=_("Sinon, votre page leur demande de ne pas la garder."),
    )
    is_automated = forms.BooleanField(
        label=_("Ce compte est automatisé"),
        required=False,
        help_text=_("Un programme écrit à votre place, au moins parfois. Chacun le voit."),
    )
    default_audience = forms.ChoiceField(label=_("Mes applications écrivent d’abord à"), required=False)
    default_language = forms.ChoiceField(label=_("Elles écrivent d’abord en"), required=False)
    default_sensitive = forms.BooleanField(
        label=_("Mes images sont d’abord cachées"),
        required=False,
        help_text=_("Chacun les découvre d’un geste."),
    )

    def __init__(self, typed: QueryDict | None, *, actor: Actor) -> None:
        choices = choices_of(actor)
        now = {
            "approves_followers": actor.approves_followers,
            "is_automated": actor.is_automated,
            "hides_collections": hides_ties(actor, choices),
            "discoverable": is_discoverable(actor, choices),
            "indexable": is_indexable(actor, choices),
            "default_audience": default_audience(actor, choices),
            "default_language": choices.default_language,
            "default_sensitive": choices.default_sensitive,
        }
        super().__init__(typed, initial=now)
        offered = {
            slug: words for slug, words in AUDIENCES.items() if slug != PROFESSIONALS or proved_profession(actor)
        }
        if now["default_audience"] not in offered:
            # Chosen in an app, such as one profession: it stays as it is.
            offered[str(now["default_audience"])] = _("Ce que vous avez choisi dans une application")
        self.fields["default_audience"] = forms.ChoiceField(
            label=_("Mes applications écrivent d’abord à"), required=False, choices=list(offered.items())
        )
        known = {"": _("Ce que l’application propose"), **LANGUAGES}
        known.setdefault(choices.default_language, choices.default_language)
        self.fields["default_language"] = forms.ChoiceField(
            label=_("Elles écrivent d’abord en"), required=False, choices=list(known.items())
        )
        if actor.kind != ActorKind.PERSON:
            del self.fields["is_automated"]

    def chosen(self) -> Chosen:
        """Return what changed, for the service: what stays as the page showed it is not chosen."""
        return Chosen(**{name: self.cleaned_data[name] for name in self.changed_data})


@require_http_methods(["GET", "HEAD", "POST"])
def choosing(request: HttpRequest) -> HttpResponse:
    """Show what an actor chose, or what holds while it chose nothing, and change it."""
    actor = speaker_of(request)
    form = ChoicesForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_bound and form.is_valid() and _change(actor, form):
        messages.success(request, gettext("C’est noté."))
        return redirect("settings_choices")
    page = {"form": form, "waiting": requests_count(actor.pk), "is_needed": True}
    return render(request, "settings/choices.html", page, status=422 if form.errors else 200)


def _change(actor: Actor, form: ChoicesForm) -> bool:
    try:
        change_choices(actor=actor, chosen=form.chosen())
    except Invalid as error:
        beside_field(form, error)
        return False
    return True


class LinesForm(TextsOfOneself):
    """The four lines of a profile, each with a name and a text."""

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        written = choices_of(actor).fields
        told = {f"{side}_{number}": line[side] for number, line in enumerate(written, 1) for side in ("name", "value")}
        super().__init__(*args, initial=told, **kwargs)
        for number in range(1, MOST_FIELDS + 1):
            for side, label in (
                ("name", gettext("Ligne %(number)s, son nom")),
                ("value", gettext("Ligne %(number)s, son texte")),
            ):
                self.fields[f"{side}_{number}"] = forms.CharField(
                    label=label % {"number": number}, max_length=LONGEST_FIELD, required=False
                )

    def clean(self) -> dict[str, object]:
        """Let the guard read every side of every line."""
        for name in [name for name in self.fields if name in self.cleaned_data]:
            try:
                self.guard(name, clear_line)
            except forms.ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data

    @property
    def is_told(self) -> bool:
        """Whether what was sent says anything of lines, even that there are none any more."""
        return any(name in self.data for name in self.fields)

    def lines(self) -> list[ProfileField]:
        """Return the lines that were typed, for the service."""
        none = clear_line("", language=page_language())
        return [
            ProfileField(self.cleared.get(f"name_{number}", none), self.cleared.get(f"value_{number}", none))
            for number in range(1, MOST_FIELDS + 1)
        ]
