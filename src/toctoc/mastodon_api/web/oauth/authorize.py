"""The page that asks somebody whether an app may act in their name: https://docs.joinmastodon.org/methods/oauth/.

Nothing is sent to an address that the app did not register, and nobody is sent anywhere before having signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import AccessDeniedError, FatalClientError, OAuth2Error

from toctoc.kernel.errors import Missing, Refused, SignInNeeded
from toctoc.mastodon_api.web.oauth import LEADS_AWAY
from toctoc.mastodon_api.web.oauth.held import id_in
from toctoc.mastodon_api.web.oauth.server import Server, address, issuer
from toctoc.mastodon_api.web.oauth.words import words_of
from toctoc.people.models import AppCard
from toctoc.people.policies import account_of, reader_of
from toctoc.people.queries import actor_of, actors_of
from toctoc.people.rules.redirects import OUT_OF_BAND, is_web, place_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from oauth2_provider.models import AbstractApplication

    from toctoc.people.models import Account, Actor

# What oauthlib is told of the query; the rest (how to answer, nonces) is not known here.
TOLD = ("response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method")


@dataclass(frozen=True, slots=True)
class Asking:
    """What an app asks, once it was found right: ``query`` is for oauthlib, which looks again."""

    app: AbstractApplication
    scopes: list[str]
    redirect_uri: str
    query: str


@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Ask, and send the answer to the app."""
    if request.GET.get("lang") in dict(settings.LANGUAGES):
        request.LANGUAGE_CODE = request.GET["lang"]
        with translation.override(request.LANGUAGE_CODE):
            return _authorized(request)
    return _authorized(request)


def _authorized(request: HttpRequest) -> HttpResponse:
    query = urlencode(
        [pair for pair in parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True) if pair[0] in TOLD]
    )
    try:
        asking = _asking(query)
    except FatalClientError:
        return render(request, "oauth/wrong.html", status=400)
    except OAuth2Error as error:
        return _told(request, error)
    account = account_of(request)
    if request.method == "POST" and request.POST.get("reponse") == "autre":
        logout(request)
        return redirect_to_login(_without(request, "force_login"))
    if request.GET.get("force_login", "") in {"true", "1"}:
        return render(request, "oauth/again.html", {"app": asking.app})
    speaking = _speaking(request, account)
    if speaking is None and actors_of(account):
        raise Refused("Votre acteur est suspendu : il n’autorise aucune application.")
    if speaking is None:
        return redirect(f"/reglages/acteurs?{urlencode({'suite': request.get_full_path()})}")
    return _decided(request, asking, account) if request.method == "POST" else _page(request, asking, account, speaking)


def _asking(query: str) -> Asking:
    scopes, found = Server().validate_authorization_request(f"{address('/oauth/authorize')}?{query}")
    return Asking(found["request"].client, scopes, found["redirect_uri"], query)


def _speaking(request: HttpRequest, account: Account) -> Actor | None:
    """Return the actor that is proposed: the one that reads, unless it may not speak."""
    reader = reader_of(request)
    mine = _able(account)
    return next((actor for actor in mine if reader is not None and actor.pk == reader.pk), mine[0] if mine else None)


def _able(account: Account) -> list[Actor]:
    return [actor for actor in actors_of(account) if actor.suspended_at is None and actor.left_at is None]


def _page(request: HttpRequest, asking: Asking, account: Account, speaking: Actor) -> HttpResponse:
    card = AppCard.objects.filter(application=asking.app.pk).first()
    page = {
        "app": asking.app,
        "website": card.website if card is not None else "",
        "words": words_of(frozenset(asking.scopes)),
        "mine": _able(account),
        "speaking": speaking,
        "onward": place_of(asking.redirect_uri),
        "is_web": is_web(asking.redirect_uri),
        "is_shown": asking.redirect_uri == OUT_OF_BAND,
    }
    shown = render(request, "oauth/authorize.html", page)
    # Chromium holds every address that a sent form leads to, after however many redirections, to the page's policy;
    # and apps lead on from their own address to wherever they like.
    shown.headers[LEADS_AWAY] = "yes"
    return shown


def _decided(request: HttpRequest, asking: Asking, account: Account) -> HttpResponse:
    if request.POST.get("reponse") != "oui":
        return _denied(request, asking)
    actor = _chosen(request, account)
    credentials = {"user": account, "actor": actor}
    where = f"{address('/oauth/authorize')}?{asking.query}"
    headers, _, _ = Server().create_authorization_response(where, scopes=asking.scopes, credentials=credentials)
    if asking.redirect_uri == OUT_OF_BAND:
        code = dict(parse_qsl(headers["Location"].partition("?")[2]))["code"]
        return render(request, "oauth/code.html", {"app": asking.app, "code": code})
    return _sent(headers["Location"], asking.redirect_uri)


def _chosen(request: HttpRequest, account: Account) -> Actor:
    """Return whom the token will speak as; raise :class:`Missing` for another's actor, or one that may not speak."""
    actor = actor_of(account, id_in(request.POST.get("acteur", "")))
    if actor.suspended_at is not None or actor.left_at is not None:
        raise Missing
    return actor


def _denied(request: HttpRequest, asking: Asking) -> HttpResponse:
    if asking.redirect_uri == OUT_OF_BAND:
        return render(request, "oauth/denied.html", {"app": asking.app})
    state = dict(parse_qsl(asking.query)).get("state")
    error = AccessDeniedError(state=state)
    return _sent(error.in_uri(asking.redirect_uri), asking.redirect_uri)


def _told(request: HttpRequest, error: OAuth2Error) -> HttpResponse:
    """Tell an app that it asked wrongly: by a link for a stranger, who is sent nowhere without a gesture.

    To have them sign in first would lead nowhere: a browser holds all that follows a form to the policy of its page.
    """
    where, registered = error.in_uri(error.redirect_uri), error.redirect_uri
    try:
        account_of(request)
    except SignInNeeded:
        back = "" if registered == OUT_OF_BAND else _location(where)
        page = {"is_known": True, "back": back, "onward": place_of(registered), "is_web": is_web(registered)}
        return render(request, "oauth/wrong.html", page, status=400)
    return _sent(where, registered)


def _sent(where: str, registered: str) -> HttpResponse:
    """Send somebody back to the app."""
    if registered == OUT_OF_BAND:
        raise Missing
    return HttpResponse(status=302, headers={"Location": _location(where), "Cache-Control": "no-store"})


def _location(where: str) -> str:
    """Return where the app is answered, with who answers (RFC 9207)."""
    location: str = add_params_to_uri(where, [("iss", issuer())])
    return location


def _without(request: HttpRequest, name: str) -> str:
    pairs = [pair for pair in parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True) if pair[0] != name]
    return f"{request.path}?{urlencode(pairs)}"
