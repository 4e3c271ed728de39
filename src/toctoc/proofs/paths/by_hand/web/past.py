"""The moderators' room: what happened, found again and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from toctoc.kernel import clock
from toctoc.kernel.pagination import cut
from toctoc.people.policies import moderator_of
from toctoc.proofs.paths.by_hand.queries.figures import figures_until
from toctoc.proofs.paths.by_hand.queries.history import Wanted, actor_for, found_proofs
from toctoc.proofs.paths.by_hand.web.telling import figures_page, history_page, search_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_HANDLE = 40


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find proofs by handle, profession, way and state."""
    moderator, asked = moderator_of(request), request.GET
    handle = asked.get("identifiant", "").strip().removeprefix("@").lower()[:LONGEST_HANDLE]
    wanted = Wanted(handle, asked.get("profession", ""), asked.get("voie", ""), asked.get("etat", ""))
    page = found_proofs(moderator, wanted, cut(asked.get("avant")))
    return render(request, "proof_by_hand/room/search.html", search_page(wanted, page))


@require_safe
def history(request: HttpRequest, handle: str) -> HttpResponse:
    """Show every step of an actor's proofs and applications."""
    actor = actor_for(moderator_of(request), handle)
    return render(request, "proof_by_hand/room/history.html", history_page(actor))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show how many, how long, by which way."""
    moderator_of(request)
    return render(request, "proof_by_hand/room/figures.html", figures_page(figures_until(clock.now())))
