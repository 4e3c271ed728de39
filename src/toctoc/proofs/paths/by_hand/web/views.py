"""Pages of whoever applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.kernel.errors import Missing
from toctoc.people.policies import speaker_of
from toctoc.proofs.paths.by_hand.queries.waiting import last_application_of, open_application_of
from toctoc.proofs.paths.by_hand.services.applications import answer, appeal, withdraw
from toctoc.proofs.paths.by_hand.web.forms import ApplyForm, ReplyForm
from toctoc.proofs.paths.by_hand.web.pages import apply_page, standing_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NEW = "nouvelle"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show where the application stands, or the form that makes one."""
    actor = speaker_of(request)
    is_sent = request.method == "POST"
    form = ApplyForm(request.POST if is_sent else None, writer=actor)
    if address := form.send():
        return redirect(address)
    last = None if is_sent else last_application_of(actor)
    if last is not None and (NEW not in request.GET or open_application_of(actor)):
        return render(request, "proof_by_hand/standing.html", standing_page(last))
    return form.answered(render(request, "proof_by_hand/apply.html", apply_page(form, actor)))


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """Answer the moderation's question."""
    return _write(request, answer, "reply_form")


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest) -> HttpResponse:
    """Appeal."""
    return _write(request, appeal, "appeal_form")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Withdraw the open application."""
    application = open_application_of(speaker_of(request))
    if application is None:
        raise Missing
    withdraw(application=application)
    messages.success(request, gettext("Votre demande est retirée. Ce que vous aviez écrit est effacé."))
    return redirect("proofs")


def _write(request: HttpRequest, write: Callable[..., None], name: str) -> HttpResponse:
    """Write about the last application; an address that a browser comes back to shows where it stands."""
    actor = speaker_of(request)
    application = last_application_of(actor)
    if application is None:
        raise Missing
    if request.method != "POST":
        return redirect("proof_by_hand:start")
    form = ReplyForm(request.POST, writer=actor, application=application, write=write)
    if address := form.send():
        return redirect(address)
    page = standing_page(application) | {name: form}
    return form.answered(render(request, "proof_by_hand/standing.html", page))
