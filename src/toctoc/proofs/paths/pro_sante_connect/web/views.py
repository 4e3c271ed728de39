"""Pages of this way: before leaving, coming back, choosing among several professions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.policies import account_of, reader_of, speaker_of
from toctoc.people.services.proofs import NumberTaken
from toctoc.proofs.path import path_called
from toctoc.proofs.paths.pro_sante_connect.forms import ChoiceForm
from toctoc.proofs.paths.pro_sante_connect.rules.faults import Distrusted, Unreachable
from toctoc.proofs.paths.pro_sante_connect.services import passages
from toctoc.proofs.paths.pro_sante_connect.services.provider import ours
from toctoc.proofs.paths.pro_sante_connect.web import kept
from toctoc.proofs.services.taken import note_taken_number
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

FORBIDDEN, UNPROCESSABLE, BAD_GATEWAY = 403, 422, 502
_log = logging.getLogger("toctoc.proofs")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what happens over there; then lead there by a page, for a form that is redirected may not leave the site."""
    actor = _speaker(request)
    if request.method != "POST":
        facts = {"is_demonstration": ours().is_loopback}
        return render(request, "proof_pro_sante_connect/start.html", facts)
    account = account_of(request)
    try:
        departure, address = passages.depart(actor=actor, account=account, client_address=client_address(request))
    except (Distrusted, Unreachable) as fault:
        return _failed(request, fault)
    kept.keep_departure(request.session, departure)
    return render(request, "proof_pro_sante_connect/leaving.html", {"address": address})


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take what the browser brings back: record the proof, or offer the choice."""
    departure = kept.take_departure(request.session, request.GET.get("state", ""))
    actor = reader_of(request)
    try:
        if departure is None or actor is None:
            raise passages.unasked()
        offer = passages.arrive(departure=departure, actor=actor, answer=request.GET.dict())
        if len(offer.choices) == 1:
            passages.prove(actor=actor, offer=offer, choice=offer.choices[0])
            return _proved(request)
    except Refused as fault:
        return _failed(request, fault)
    kept.keep_offer(request.session, offer)
    return redirect("proof_pro_sante_connect:choose")


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Let somebody with several professions say which one this actor has."""
    actor = _speaker(request)
    offer = kept.offer_for(request.session, actor.pk)
    if offer is None:
        messages.info(request, gettext("Ce choix n’attend plus : il est fait, ou trop ancien."))
        return redirect("proofs")
    form = ChoiceForm(request.POST if request.method == "POST" else None, offer=offer, language=page_language())
    if not form.is_valid():
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "proof_pro_sante_connect/choose.html", {"form": form}, status=status)
    kept.forget_offer(request.session)
    try:
        passages.prove(actor=actor, offer=offer, choice=form.choice())
    except Refused as fault:
        return _failed(request, fault)
    return _proved(request)


def _speaker(request: HttpRequest) -> Actor:
    """Return who would be proved; raise :class:`Missing` where this way is not offered."""
    actor = speaker_of(request)
    way = path_called(passages.SLUG)
    if way is None or not way.is_open_to(actor):
        raise Missing
    return actor


def _proved(request: HttpRequest) -> HttpResponse:
    messages.success(request, gettext("Votre profession est prouvée."))
    return redirect("proofs")


def _failed(request: HttpRequest, fault: Refused) -> HttpResponse:
    """Show why there is no proof, and how to begin again; the log says which check it was, of nobody."""
    if isinstance(fault, Distrusted | Unreachable):
        _log.warning("pro sante connect: %s", fault.because)
    if isinstance(fault, NumberTaken):
        note_taken_number(path=passages.SLUG)
    status = BAD_GATEWAY if isinstance(fault, Unreachable) else FORBIDDEN
    return render(request, "proof_pro_sante_connect/failed.html", {"sentence": fault.say(gettext)}, status=status)
