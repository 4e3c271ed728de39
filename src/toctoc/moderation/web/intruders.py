"""Accounts that act for a company: the public list, and the dialogue that comes before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import cut
from toctoc.moderation.models.suspicion import SuspicionState
from toctoc.moderation.queries.intruders import listed, suspicion_by, waiting_suspicions
from toctoc.moderation.web.forms import ConcludeForm, InterestForm
from toctoc.people.policies import moderates, reader_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.moderation.models import Suspicion
    from toctoc.people.models import Account, Actor


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the rule, and who was listed with the facts and their answer, to everybody."""
    page = listed(cut(request.GET.get("avant")))
    is_moderator = _moderator(request) is not None
    facts = {
        "lines": page.items,
        "next_before": page.next_before,
        "waiting": waiting_suspicions() if is_moderator else [],
        "is_moderator": is_moderator,
    }
    return render(request, "moderation/intruders.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, suspicion_id: int) -> HttpResponse:
    """Show the question to the account that was asked, and to moderators; take their answer or conclusion."""
    suspicion, reader, moderator = suspicion_by(suspicion_id), reader_of(request), _moderator(request)
    is_asked = reader is not None and reader.pk == suspicion.actor_id
    if not is_asked and moderator is None:
        raise Missing
    form = _form(request, suspicion, reader if is_asked else None, moderator)
    if form is not None and (address := form.send()):
        return redirect(address)
    facts = {
        "suspicion": suspicion_by(suspicion_id),
        "form": form,
        "is_asked": is_asked,
        "is_open": suspicion.decision_id is None,
        "may_answer": is_asked and suspicion.state in {SuspicionState.ASKED, SuspicionState.ANSWERED},
    }
    page = render(request, "moderation/intruder.html", facts)
    return form.answered(page) if form is not None else page


def _form(
    request: HttpRequest, suspicion: Suspicion, asked: Actor | None, moderator: Account | None
) -> InterestForm | ConcludeForm | None:
    typed = request.POST if request.method == "POST" else None
    if asked is not None:
        return InterestForm(typed, actor=asked, suspicion=suspicion)
    return ConcludeForm(typed, moderator=moderator, suspicion=suspicion) if moderator is not None else None


def _moderator(request: HttpRequest) -> Account | None:
    account = request.user
    return account if account.is_authenticated and moderates(account) else None
