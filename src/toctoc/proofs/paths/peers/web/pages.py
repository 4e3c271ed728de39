"""What the pages of this way show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.rules.professions import profession_words
from toctoc.proofs.paths.peers.queries import (
    answer_by,
    answered_this_year,
    may_vouch_for,
    open_request,
    request_at,
    standing,
    tally_of,
)
from toctoc.proofs.paths.peers.rules.limits import ENOUGH, MOST_IN_A_YEAR
from toctoc.proofs.paths.peers.services.requests import link_of
from toctoc.proofs.services.attempts import Limit, try_once

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor
    from toctoc.proofs.paths.peers.models import VouchRequest
    from toctoc.proofs.paths.peers.web.forms import AskPeersForm

# Links that lead nowhere, for each account: nobody opens so many by mistake.
WRONG_LINKS = Limit("wrong links to peers", 30, timedelta(hours=1))


def start_page(request: HttpRequest, actor: Actor, form: AskPeersForm) -> dict[str, object]:
    """Return the form, or the request that is open with its link; and for how many the actor answers."""
    page: dict[str, object] = {"form": form, "answered": answered_this_year(actor), "most": MOST_IN_A_YEAR}
    asked = open_request(actor)
    if asked is None:
        return page
    return (
        page
        | {"asked": asked, "words": _words(asked), "tally": tally_of(asked), "enough": ENOUGH}
        | _link(request, asked)
    )


def _link(request: HttpRequest, asked: VouchRequest) -> dict[str, object]:
    try:
        address = reverse("proof_peers:answer", kwargs={"secret": link_of(asked)})
    except Refused as error:
        return {"lost": error.say(gettext)}
    return {"link": request.build_absolute_uri(address)}


def request_behind(peer: Actor, secret: str) -> VouchRequest:
    """Return the request a link leads to; raise :class:`Missing`, and :class:`TooMany` for who guesses."""
    try:
        return request_at(secret)
    except Missing:
        try_once((WRONG_LINKS, str(peer.account_id)))
        raise


def answer_page(peer: Actor, asked: VouchRequest) -> dict[str, object]:
    """Return what a peer reads before answering; ``refusal`` stands where the button would."""
    page: dict[str, object] = {
        "words": _words(asked),
        "is_closed": asked.proved_at is not None or tally_of(asked).is_closed,
        "given": answer_by(asked, peer),
        "most": MOST_IN_A_YEAR,
        "refusal": "",
    }
    try:
        may_vouch_for(peer, asked, standing(asked))
    except Refused as error:
        page["refusal"] = error.say(gettext)
    return page


def _words(asked: VouchRequest) -> str:
    return profession_words(asked.profession, asked.specialty, page_language())
