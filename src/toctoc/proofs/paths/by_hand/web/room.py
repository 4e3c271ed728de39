"""The moderators' room: what waits, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.kernel.pagination import cut
from toctoc.people.policies import moderator_of
from toctoc.proofs.paths.by_hand.queries.waiting import application_for, doubted_proof_for
from toctoc.proofs.paths.by_hand.web.forms import DecisionForm, DoubtForm
from toctoc.proofs.paths.by_hand.web.pages import application_page, doubt_page, queue_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for this moderator."""
    moderator = moderator_of(request)
    return render(request, "proof_by_hand/room/queue.html", queue_page(moderator, cut(request.GET.get("apres"))))


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show an application and decide on it."""
    moderator = moderator_of(request)
    found = application_for(moderator, application_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, moderator=moderator, application=found)
    if address := form.send():
        return redirect(address)
    # Read again: what the gesture found may not be what the page was drawn from.
    page = application_page(moderator, application_for(moderator, application_id), form)
    return form.answered(render(request, "proof_by_hand/room/application.html", page))


@require_http_methods(["GET", "HEAD", "POST"])
def doubt(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Show why a proof is doubted, confirm it or take it back."""
    moderator = moderator_of(request)
    proof = doubted_proof_for(moderator, proof_id)
    form = DoubtForm(request.POST if request.method == "POST" else None, moderator=moderator, proof=proof)
    if address := form.send():
        messages.success(request, gettext("Votre avis est enregistré."))
        return redirect(address)
    return form.answered(render(request, "proof_by_hand/room/doubt.html", doubt_page(moderator, proof, form)))
