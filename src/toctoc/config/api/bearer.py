"""Who calls the API: the bearer of a token, or a stranger. The session cookie of pages says nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.security import HttpBearer

from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.people.rules.audience import STRANGER, Viewer
from toctoc.people.services.tokens import Bearer, actor_id_of, bearer_of

if TYPE_CHECKING:
    from django.http import HttpRequest

READS = frozenset({"GET", "HEAD", "OPTIONS"})
REALM = 'Bearer realm="toctoc"'


class BadToken(Exception):
    """The token is unknown, expired or revoked; which of them is nobody's business."""


class TokenOrStranger(HttpBearer):
    """Sets ``request.actor`` and ``request.viewer`` from the token alone; no token is a stranger."""

    def __call__(self, request: HttpRequest) -> Viewer | Bearer:
        """Return something true, or raise :class:`BadToken` or :class:`Refused` (the scope is missing)."""
        request.actor, request.viewer = None, STRANGER  # type: ignore[attr-defined]
        header = request.headers.get("Authorization", "")
        return self.authenticate(request, header) if header else STRANGER

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """Read the ``Authorization`` header's value as a bearer token and let its actor in."""
        scheme, _, value = token.partition(" ")
        bearer = bearer_of(value.strip()) if scheme.lower() == "bearer" else None
        actor = _actor(bearer)
        if bearer is None or actor is None:
            raise BadToken
        _check_scope(request.method or "", bearer)
        request.actor = actor  # type: ignore[attr-defined]
        request.viewer = viewer_for(actor, actor.account)  # type: ignore[attr-defined]
        return bearer


def actor_of_token(request: HttpRequest) -> Actor | None:
    """Return the actor behind the request's token, or ``None``; raises nothing."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    bearer = bearer_of(value.strip()) if scheme.lower() == "bearer" else None
    return _actor(bearer)


def _actor(bearer: Bearer | None) -> Actor | None:
    actor_id = actor_id_of(bearer) if bearer is not None else None
    return Actor.objects.select_related("account").filter(pk=actor_id).first() if actor_id is not None else None


def _check_scope(method: str, bearer: Bearer) -> None:
    if not (bearer.may_read if method in READS else bearer.may_write):
        raise Refused("Ce jeton ne permet pas cette opération.")


identify = TokenOrStranger()
