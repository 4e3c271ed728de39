"""Pages of this way: ask, show the link, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.policies import moderator_of, reader_of, speaker_of
from toctoc.people.queries import local_actor
from toctoc.privacy.forms import beside_field
from toctoc.proofs.paths.peers.policies import may_look
from toctoc.proofs.paths.peers.queries import open_request, supported_by, supports_of
from toctoc.proofs.paths.peers.services.requests import REQUESTS, ask_peers, cancel_requests
from toctoc.proofs.paths.peers.services.vouches import decline, vouch
from toctoc.proofs.paths.peers.web.forms import AskPeersForm
from toctoc.proofs.paths.peers.web.pages import answer_page, request_behind, start_page
from toctoc.proofs.services.attempts import try_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor
    from toctoc.proofs.paths.peers.models import VouchRequest

SIGN_IN_FIRST = 401
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask peers, or show the link to give them and how many answered."""
    actor = speaker_of(request)
    if actor.kind != "person":
        raise Missing
    form = AskPeersForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid() and _ask(actor, form):
        return redirect("proof_peers:start")
    page = start_page(request, actor, form)
    return render(request, "proof_peers/start.html", page, status=UNPROCESSABLE if form.errors else 200)


def _ask(actor: Actor, form: AskPeersForm) -> bool:
    if open_request(actor) is None:
        try_once((REQUESTS, str(actor.account_id)))
    try:
        ask_peers(actor=actor, profession=form.cleaned_data["profession"], specialty=form.cleaned_data["specialty"])
    except Invalid as error:
        beside_field(form, error)
        return False
    return True


@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Take the request back."""
    cancel_requests(actor=speaker_of(request))
    messages.success(request, gettext("Votre demande est annulée. Le lien ne mène plus nulle part."))
    return redirect("proof_peers:start")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Let a peer read what is asked, and answer."""
    peer = reader_of(request)
    if peer is None:
        # Not led back here after signing in: the secret would rest in the row of a session.
        return render(request, "proof_peers/sign_in.html", status=SIGN_IN_FIRST)
    asked = request_behind(peer, secret)
    if asked.actor_id == peer.pk:
        return redirect("proof_peers:start")
    may_look(peer, asked.profession)
    if request.method == "POST":
        return _answered(request, peer, asked)
    return render(request, "proof_peers/answer.html", answer_page(peer, asked))


def _answered(request: HttpRequest, peer: Actor, asked: VouchRequest) -> HttpResponse:
    if request.POST.get("reponse") == "oui":
        vouch(voucher=peer, request=asked)
        messages.success(request, gettext("Merci. Vous répondez maintenant de cette personne."))
    else:
        decline(voucher=peer, request=asked)
        messages.success(request, gettext("Merci. Votre réponse est comptée, sans votre nom."))
    return redirect("proof_peers:start")


@require_safe
def moderation(request: HttpRequest, handle: str) -> HttpResponse:
    """Show who moderates on whose word an actor's proofs rest, and who rests on its own.

    Not of an actor of theirs: no peer learns the pseudonym of whom they vouched for, and moderators are peers too.
    """
    moderator, shown = moderator_of(request), local_actor(handle)
    if shown.account_id == moderator.pk:
        raise Missing
    page = {"shown": shown, "supports": supports_of(shown), "supported": supported_by(shown)}
    return render(request, "proof_peers/moderation.html", page)
