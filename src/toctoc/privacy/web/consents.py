"""What I agreed to, the closing questions left open, and how long things are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of
from toctoc.privacy import queries
from toctoc.privacy.services.consents import give, withdraw
from toctoc.privacy.services.speech import answer_closing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

_STEPS = {"donner": give, "retirer": withdraw}


@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    """Show what the actor that speaks agreed to; give or take back one consent."""
    actor = speaker_of(request)
    if request.method == "POST":
        for name, step in _STEPS.items():
            if name in request.POST:
                step(actor=actor, purpose=request.POST[name])
        return redirect("privacy_consents")
    return _page(request, actor)


@require_POST
def closing(request: HttpRequest) -> HttpResponse:
    """Answer the two closing questions on something that was sent without them."""
    actor, typed = speaker_of(request), request.POST
    assured_id = id_in(typed.get("envoi", "")) or 0
    try:
        answered = answer_closing(
            writer=actor,
            assured_id=assured_id,
            recognisable=typed.get("reconnaissable", ""),
            agreed=typed.get("accord", ""),
        )
    except Invalid as error:
        return _page(request, actor, error.say(gettext), assured_id, status=422)
    if answered.recognisable == "yes" and answered.agreed != "yes":
        kind, _, number = answered.subject.partition(":")
        return redirect(f"/messages/{number}/modifier" if kind == "post" else "privacy_consents")
    return redirect("privacy_consents")


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Say how long each kind of thing is kept, and when the job last looked."""
    return render(request, "privacy/retention.html", {"lines": queries.keeping_lines()})


def _page(request: HttpRequest, actor: Actor, error: str = "", wrong: int = 0, status: int = 200) -> HttpResponse:
    page = {
        "shown": actor,
        "lines": queries.purposes_of(actor),
        "waiting": queries.open_closings(actor),
        "answered": queries.answered_closings(actor),
        "error": error,
        "wrong": wrong,
    }
    return render(request, "privacy/consents.html", page, status=status)
