"""Pages of this way: who one is, the code, what the seal will say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing
from toctoc.people.policies import may_be_proved, speaker_of
from toctoc.people.rules.professions import profession_words
from toctoc.proofs.paths.directory.forms import AskForm, ChoiceForm, CodeForm
from toctoc.proofs.paths.directory.queries import code_of, is_imported
from toctoc.proofs.paths.directory.services.codes import LASTS, TRIES
from toctoc.proofs.paths.directory.services.proving import choices_of
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

ASKED = ("GET", "HEAD", "POST")


@never_cache
@sensitive_post_parameters()
@require_http_methods(ASKED)
def start(request: HttpRequest) -> HttpResponse:
    """Ask for number, names and mailbox; the answer to what fits and to what does not is the same."""
    actor = _applicant(request)
    form = AskForm(request.POST if request.method == "POST" else None, writer=actor)
    if form.is_bound:
        if form.is_valid():
            return redirect(form.send(address=client_address(request)))
        form.hide_number()
    return render(request, "proof_directory/start.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_http_methods(ASKED)
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that the letter brought."""
    actor = _applicant(request)
    form = CodeForm(request.POST if request.method == "POST" else None, writer=actor)
    if form.is_bound and form.is_valid() and (following := form.send(address=client_address(request))):
        return redirect(following)
    facts = {"form": form, "minutes": int(LASTS.total_seconds()) // 60, "tries": TRIES}
    return render(request, "proof_directory/code.html", facts, status=422 if form.errors else 200)


@never_cache
@require_http_methods(ASKED)
def choose(request: HttpRequest) -> HttpResponse:
    """Say what the seal will say, ask when there are several, and record the proof."""
    actor = _applicant(request)
    form = ChoiceForm(request.POST if request.method == "POST" else None, writer=actor)
    if form.is_bound and form.is_valid() and (following := form.send(reverse("proofs"))):
        messages.success(request, gettext("Votre profession est prouvée. Le sceau est sur votre profil."))
        return redirect(following)
    found = code_of(actor)
    if not form.is_bound and (found is None or found.accepted_at is None):
        return redirect("proof_directory:code")
    facts = {"form": form, "choices": _choices(actor)}
    return render(request, "proof_directory/choose.html", facts, status=403 if form.errors else 200)


def _applicant(request: HttpRequest) -> Actor:
    """Return the actor who asks, where there is a directory and it can prove something; raise otherwise."""
    actor = speaker_of(request)
    may_be_proved(actor)
    if actor.kind != "person" or not is_imported():
        raise Missing
    return actor


def _choices(actor: Actor) -> list[tuple[str, str]]:
    """Return what the directory gives to the number of an accepted code: value and words."""
    found, language = code_of(actor), page_language()
    standing = choices_of(found) if found is not None and found.accepted_at is not None else []
    return [(f"{slug}/{specialty}", profession_words(slug, specialty, language)) for slug, specialty in standing]
