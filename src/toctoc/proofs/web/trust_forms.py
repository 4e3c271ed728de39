"""What moderators say of a server that is to be believed, and how a line of trust reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.people.forms import in_a_row, institution_choices, provable_groups
from toctoc.people.rules.attestations.dids import LONGEST_AUTHORITY
from toctoc.people.rules.paths import ELSEWHERE, path_name, path_slugs
from toctoc.people.rules.professions import standing_words
from toctoc.people.services.trust import LONGEST_DAYS, Terms

if TYPE_CHECKING:
    from toctoc.people.models import TrustedServer

Choices = list[tuple[str, str]]
# Ten keys and their line ends.
_LONGEST_KEYS = 700
# A proof lasts a year, and a fortnight.
_USUAL_DAYS = 379
_PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


def believable_professions() -> Choices:
    """Return what a server can be believed for: professions, and kinds of institutions."""
    return in_a_row(provable_groups()) + institution_choices()


def believable_paths() -> Choices:
    """Return the ways of proving, save the word of a third server."""
    language = page_language()
    return [(slug, path_name(slug, language)) for slug in path_slugs() if slug != ELSEWHERE]


class TermsForm(forms.Form):
    """What a server is believed for."""

    professions = forms.MultipleChoiceField(
        label=_("Professions"),
        choices=believable_professions,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ce serveur est cru pour celles-ci, et pour aucune autre."),
    )
    paths = forms.MultipleChoiceField(
        label=_("Voies de preuve"),
        choices=believable_paths,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ne cochez que celles que ce serveur applique comme vous le feriez."),
    )
    longest_days = forms.IntegerField(
        label=_("Ancienneté maximale d’une preuve, en jours"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=_USUAL_DAYS,
        help_text=_("Compté du premier jour du mois où la preuve a été faite. Une preuve d’ici dure un an."),
    )
    pinned_keys = forms.CharField(
        label=_("Ses clés, si vous les connaissez"),
        required=False,
        max_length=_LONGEST_KEYS,
        widget=forms.Textarea(attrs={"rows": 2, **_PLAIN}),
        help_text=_("Une par ligne ; chacune commence par « z6Mk ». Vide : le serveur les dit lui-même, par HTTPS."),
    )

    def terms(self) -> Terms:
        """Return what was chosen, for the service to check."""
        said = self.cleaned_data
        pinned = tuple(said["pinned_keys"].split())
        return Terms(tuple(said["professions"]), tuple(said["paths"]), said["longest_days"], pinned)

    @staticmethod
    def told(server: TrustedServer) -> dict[str, object]:
        """Return what a server is believed for now."""
        return {
            "professions": server.professions.split(),
            "paths": server.paths.split(),
            "longest_days": server.longest_days,
            "pinned_keys": server.pinned_keys,
        }


class NewServerForm(TermsForm):
    """The same, for a server that is not believed yet."""

    domain = forms.CharField(
        label=_("Serveur"),
        max_length=LONGEST_AUTHORITY,
        help_text=_("Son nom, comme « autre.exemple.org »."),
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )
    field_order = ["domain"]


@dataclass(frozen=True, slots=True)
class TrustLine:
    """A server as the page lists it."""

    server: TrustedServer
    professions: str
    paths: str


def trust_lines(servers: list[TrustedServer]) -> list[TrustLine]:
    """Return servers with what they are believed for in words."""
    language = page_language()
    return [
        TrustLine(
            server,
            ", ".join(standing_words(slug, "", language) for slug in server.professions.split()),
            ", ".join(path_name(slug, language) for slug in server.paths.split()),
        )
        for server in servers
    ]
