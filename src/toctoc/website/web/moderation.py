"""Moderation: registrations that wait, proofs taken back, suspensions. For moderators and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import cut
from toctoc.moderation.queries.queue import waiting
from toctoc.people.policies import moderator_of
from toctoc.people.queries import local_actor, proofs_of, standing_proof, waiting_account, waiting_accounts
from toctoc.people.services.actors import reinstate, suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.website.services import registrations
from toctoc.website.web.decisions import RefusalForm, RevokeForm, proof_lines, waiting_lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

UNPROCESSABLE = 422


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the registrations that wait, and find an actor by its handle."""
    moderator_of(request)
    handle = request.GET.get("identifiant", "").strip()
    unknown = False
    if handle:
        try:
            return redirect("moderation_actor", handle=local_actor(handle).handle)
        except Missing:
            unknown = True
    page = waiting_accounts(cut(request.GET.get("avant")))
    facts = {
        "waiting": waiting_lines(page.items),
        "owed": waiting(),
        "next_before": page.next_before,
        "handle": handle,
        "unknown": unknown,
    }
    return render(request, "moderation/index.html", facts, status=UNPROCESSABLE if unknown else 200)


@require_POST
def approve(request: HttpRequest, account_id: int) -> HttpResponse:
    """Accept a registration."""
    moderator = moderator_of(request)
    registrations.approve(account=waiting_account(account_id), decided_by=moderator)
    messages.success(request, gettext("Inscription acceptée. Un message est parti."))
    return redirect("moderation")


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, account_id: int) -> HttpResponse:
    """Refuse a registration with a sentence that is sent to who asked."""
    moderator = moderator_of(request)
    account = waiting_account(account_id)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sentence = form.cleaned_data["sentence"]
        registrations.refuse(account=account, sentence=sentence, decided_by=moderator)
        messages.success(request, gettext("Inscription refusée et effacée. Un message est parti."))
        return redirect("moderation")
    facts = {"form": form, "account": account, "actors": list(account.actors.all())}
    return render(request, "moderation/refuse.html", facts, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Show an actor's proofs and standing."""
    moderator_of(request)
    return render(request, "moderation/actor.html", _actor_page(local_actor(handle)))


@require_POST
def revoke(request: HttpRequest, handle: str, proof_id: int) -> HttpResponse:
    """Take a proof back, with a reason for its history."""
    moderator, shown = moderator_of(request), local_actor(handle)
    proof, form = standing_proof(shown, proof_id), RevokeForm(request.POST)
    if not form.is_valid():
        facts = _actor_page(shown) | {"form": form, "refused_id": proof.pk}
        return render(request, "moderation/actor.html", facts, status=UNPROCESSABLE)
    revoke_proof(proof=proof, decided_by=moderator, reason=form.cleaned_data["reason"])
    messages.success(request, gettext("Preuve retirée."))
    return redirect("moderation_actor", handle=shown.handle)


def _actor_page(shown: Actor) -> dict[str, object]:
    return {"shown": shown, "proofs": proof_lines(proofs_of(shown))}


@require_POST
def standing(request: HttpRequest, handle: str) -> HttpResponse:
    """Suspend an actor or reinstate it, as the button says."""
    moderator, shown = moderator_of(request), local_actor(handle)
    if request.POST.get("vers") == "suspendu":
        suspend(actor=shown)
        messages.success(request, gettext("Acteur suspendu."))
    else:
        reinstate(actor=shown, decided_by=moderator)
        messages.success(request, gettext("Acteur rétabli."))
    return redirect("moderation_actor", handle=shown.handle)
