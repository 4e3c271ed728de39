"""Pages: an attestation of what one proved, for one other server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.policies import speaker_of
from toctoc.people.queries import attestations_given
from toctoc.people.rules.attestations.dids import LONGEST_AUTHORITY
from toctoc.people.rules.attestations.statements import CHALLENGE, MEDIA_TYPE, Audience
from toctoc.people.services.attestations import issue_attestation, take_attestations_back
from toctoc.privacy.forms import beside_field
from toctoc.proofs.services.attempts import Limit, try_once

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor

ISSUING = Limit("attestations", 20, timedelta(days=1))
UNPROCESSABLE, FORBIDDEN = 422, 403
_PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class AudienceForm(forms.Form):
    """For which server an attestation is."""

    domain = forms.CharField(
        label=_("Le serveur à qui vous la montrerez"),
        max_length=LONGEST_AUTHORITY,
        help_text=_("Son nom, comme « autre.exemple.org ». Aucun autre serveur ne pourra s’en servir."),
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )
    challenge = forms.CharField(
        label=_("Le code que ce serveur vous a donné"),
        max_length=100,
        required=False,
        help_text=_("S’il vous en a donné un. Il prouve que vous répondez à sa demande."),
        widget=forms.TextInput(attrs=_PLAIN),
        validators=[RegexValidator(CHALLENGE, _("Des lettres, des chiffres, des tirets. Recopiez le code tel quel."))],
    )

    status = 200

    def issued_to(self, actor: Actor) -> bytes | None:
        """Return the attestation, or nothing: then the form says what is wrong, and ``status`` how to answer."""
        self.status = UNPROCESSABLE
        if not self.is_valid():
            return None
        try_once((ISSUING, str(actor.pk)))
        try:
            audience = Audience(self.cleaned_data["domain"], self.cleaned_data["challenge"])
            return issue_attestation(actor=actor, audience=audience)
        except Invalid as error:
            beside_field(self, error)
        except Refused as error:
            self.add_error(None, error.say(gettext))
            self.status = FORBIDDEN
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def attestations(request: HttpRequest) -> HttpResponse:
    """Explain, and hand an attestation out as a file."""
    actor = speaker_of(request)
    form = AudienceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (document := form.issued_to(actor)) is not None:
        return _as_file(document)
    facts = {"form": form, "given": attestations_given(actor)}
    return render(request, "proofs/attestations/index.html", facts, status=form.status)


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take every attestation back."""
    count = take_attestations_back(actor=speaker_of(request))
    words = ngettext("%(count)s attestation reprise.", "%(count)s attestations reprises.", count)
    messages.success(request, words % {"count": count} if count else gettext("Aucune attestation n’était en cours."))
    return redirect("proof_attestations")


def _as_file(document: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="attestation.json"', "Cache-Control": "private, no-store"}
    return HttpResponse(document, content_type=MEDIA_TYPE, headers=headers)
