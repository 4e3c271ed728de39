"""Pages of whom one does not want to read, or to hear for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.queries import actor_by_handle, actor_shown_to, blocks_by, mutes_by, whom_blocked, whom_muted
from toctoc.people.queries.choices import domains_blocked_by
from toctoc.people.services.blocks import block, mute, unblock, unmute
from toctoc.people.services.opinions import block_domain, unblock_domain

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.people.models import Actor

# What the buttons of a mute say.
LASTS = {
    "jour": timedelta(days=1),
    "semaine": timedelta(days=7),
    "mois": timedelta(days=30),
    "toujours": None,
}
END = "fin"


@require_POST
def block_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Block or unblock; the button says which way, so that it may be pressed twice."""
    blocker, other = speaker_of(request), actor_by_handle(handle)
    if request.POST.get("vers") == "non":
        unblock(blocker=blocker, blocked=other)
        return redirect("settings_apart")
    block(blocker=blocker, blocked=other)
    messages.success(request, gettext("@%(handle)s est bloqué.") % {"handle": other.handle})
    return redirect("settings_apart")


@require_POST
def mute_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Mute for as long as the button says, or hear again."""
    muter, asked = speaker_of(request), request.POST.get("duree", "")
    other = actor_shown_to(viewer_of(request), handle)
    if asked == END:
        unmute(muter=muter, muted=other)
    elif asked in LASTS:
        lasts = LASTS[asked]
        mute(muter=muter, muted=other, until=clock.now() + lasts if lasts else None)
    else:
        raise Invalid("Choisissez une durée de la liste.", field="duree")
    return redirect("profile", handle=other.handle)


@require_http_methods(["GET", "HEAD", "POST"])
def blockings(request: HttpRequest) -> HttpResponse:
    """List whom the reader blocked or muted, whatever became of them, and let each go."""
    actor, error = speaker_of(request), ""
    if request.method == "POST":
        try:
            _change(actor, request.POST)
            return redirect("settings_apart")
        except (Invalid, Refused) as refused:
            error = refused.say(gettext)
    page = {
        "blocks": blocks_by(actor, cut(request.GET.get("avant"))),
        "mutes": mutes_by(actor, cut(request.GET.get("silences"))),
        "domains": domains_blocked_by(actor, cut(request.GET.get("serveurs"))),
        "error": error,
        "typed": request.POST.get("serveur", "") if error else "",
    }
    return render(request, "settings/apart.html", page, status=422 if error else 200)


def _change(actor: Actor, typed: QueryDict) -> None:
    gesture = typed.get("geste", "")
    if gesture == "refuser":
        block_domain(actor=actor, domain=typed.get("serveur", ""))
    elif gesture == "admettre":
        unblock_domain(actor=actor, domain=typed.get("serveur", ""))
    else:
        _let_go(actor, id_in(typed.get("qui", "")) or 0, gesture)


def _let_go(actor: Actor, other_id: int, gesture: str) -> None:
    """Undo a block or a mute; pressing the button twice changes nothing more."""
    if gesture == "debloquer":
        if other := whom_blocked(actor, other_id):
            unblock(blocker=actor, blocked=other)
    elif gesture == "ecouter":
        if other := whom_muted(actor, other_id):
            unmute(muter=actor, muted=other)
    else:
        raise Invalid("Cette page n’a pas ce bouton.", field="geste")
