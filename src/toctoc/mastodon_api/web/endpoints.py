"""The register of endpoints: each says its method, its path, who may call it and with which scope."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from toctoc.mastodon_api.rules import limits
from toctoc.mastodon_api.web.calls import Call
from toctoc.mastodon_api.web.refusals import refused
from toctoc.mastodon_api.web.replies import (
    REFUSALS,
    Disabled,
    NotSaid,
    NoUser,
    OutsideScopes,
    Pending,
    Reply,
    TooOften,
    Unconfirmed,
    failed,
    response,
)
from toctoc.people.services.tokens import Bearer, Hindrance, bearer_of, hindrance_of
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

P = ParamSpec("P")
# What a token is told that exists and does not work now.
_HINDERED: dict[Hindrance | None, type[NotSaid]] = {
    Hindrance.UNCONFIRMED: Unconfirmed,
    Hindrance.WAITING: Pending,
    Hindrance.DISABLED: Disabled,
}


class Access(Enum):
    """Who may call."""

    # Anybody; a token that is sent must be good all the same.
    OPEN = "open"
    # An app, for nobody in particular.
    APP = "app"
    # Somebody, through an app.
    USER = "user"
    # The same, also while the token waits for an address to be confirmed: the endpoint itself looks whose it is.
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path. ``differs`` tells, in a sentence, what is not as in Mastodon; empty for most."""

    method: str
    path: str
    run: Callable[..., Reply]
    access: Access
    scope: str
    differs: str


REGISTER: dict[str, dict[str, Endpoint]] = {}


def endpoint(
    method: str, path: str, *, scope: str = "", access: Access = Access.USER, differs: str = ""
) -> Callable[[Callable[Concatenate[Call, P], Reply]], Callable[Concatenate[Call, P], Reply]]:
    """Register the decorated function as an endpoint; ``path`` is Django's, without its first slash.

    ``scope`` may be broad or granular; a token without it is refused, and so is, unless ``access`` says otherwise, a
    call without a user.
    """

    def register(run: Callable[Concatenate[Call, P], Reply]) -> Callable[Concatenate[Call, P], Reply]:
        REGISTER.setdefault(path, {})[method] = Endpoint(method, path, run, access, scope, differs)
        return run

    return register


def addresses() -> list[URLPattern]:
    """Return the URL patterns of what was registered."""
    return [path(where, _answering(methods)) for where, methods in REGISTER.items()]


def _answering(methods: dict[str, Endpoint]) -> Callable[..., HttpResponse]:
    @csrf_exempt
    def answer(request: HttpRequest, **ids: object) -> HttpResponse:
        asked = methods.get("GET" if request.method == "HEAD" else request.method or "")
        if asked is None:
            return response(failed(405, "This method is not known here"))
        bearer = _bearer_of(request)
        left = limits.requests.taken(_counted_as(request, bearer), _most(bearer), time.time())
        try:
            if left.is_over:
                raise TooOften(left.resets_at - int(time.time()))
            _let_in(request, bearer, asked)
            reply = asked.run(Call(request, bearer), **ids)
        except REFUSALS as error:
            reply = refused(error)
        return response(reply, left.headers(), request.headers.get("If-None-Match", ""))

    return answer


def token_in(request: HttpRequest) -> str:
    """Return the token that a request carries; empty for none. One in an address would stay in logs."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _bearer_of(request: HttpRequest) -> Bearer | None:
    token = token_in(request)
    return bearer_of(token) if token else None


def _counted_as(request: HttpRequest, bearer: Bearer | None) -> str:
    """Return under which name requests are counted: the account's, else the address's."""
    return str(bearer.account_id) if bearer is not None and bearer.account_id else f"@{client_address(request)}"


def _most(bearer: Bearer | None) -> int:
    return limits.OF_ACCOUNT if bearer is not None and bearer.account_id else limits.OF_ADDRESS


def _let_in(request: HttpRequest, bearer: Bearer | None, asked: Endpoint) -> None:
    """Raise what the protocol says when a request may not call; a token that is sent must be good, wherever."""
    if asked.access is Access.HOLDER:
        return
    if bearer is None:
        if "Authorization" in request.headers or asked.access is not Access.OPEN:
            raise _HINDERED.get(hindrance_of(token_in(request)), NotSaid)
        return
    if asked.scope and not bearer.allows(asked.scope):
        raise OutsideScopes
    if asked.access is Access.USER and bearer.actor_id is None:
        raise NoUser
