"""Who calls the API: the bearer of a token, or a stranger. The session cookie of pages says nothing here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from django.utils.functional import SimpleLazyObject
from ninja.security import HttpBearer

from toctoc.community.queries.standing import viewer_of_actor
from toctoc.kernel.errors import Refused
from toctoc.people.policies import let_in, viewer_for
from toctoc.people.queries import actor_with_account
from toctoc.people.rules.audience import STRANGER, Viewer
from toctoc.people.services.tokens import Bearer, bearer_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor

READS = frozenset({"GET", "HEAD", "OPTIONS"})
REALM = 'Bearer realm="toctoc"'


class BadToken(Exception):
    """The token is unknown, expired or revoked; which of them is nobody's business."""


class TokenOrStranger(HttpBearer):
    """Lets in the actor of the token, and nothing but the token; without one, a stranger."""

    def __call__(self, request: HttpRequest) -> Viewer | Bearer:
        """Return something true, or raise :class:`BadToken` or :class:`Refused` (the scope is missing)."""
        let_in(request, None, STRANGER)
        header = request.headers.get("Authorization", "")
        return self.authenticate(request, header) if header else STRANGER

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """Read the ``Authorization`` header's value as a bearer token and let its actor in."""
        bearer = _bearer(token)
        if bearer is None or bearer.actor_id is None:
            raise BadToken
        reads = request.method in READS
        if not (bearer.may_read if reads else bearer.may_write):
            raise Refused("Ce jeton ne permet pas cette opération.")
        viewer = viewer_of_actor(bearer.actor_id) if reads else STRANGER
        if viewer.actor_id is not None:
            # Most reads need no more than the viewer; the actor is fetched by those that ask for it.
            let_in(request, cast("Actor", SimpleLazyObject(partial(actor_with_account, bearer.actor_id))), viewer)
            return bearer
        actor = actor_with_account(bearer.actor_id)
        if actor is None:
            raise BadToken
        let_in(request, actor, viewer_for(actor, actor.account))
        return bearer


def actor_of_token(request: HttpRequest) -> Actor | None:
    """Return the actor behind the request's token, or ``None``; raises nothing."""
    bearer = _bearer(request.headers.get("Authorization", ""))
    return actor_with_account(bearer.actor_id) if bearer is not None and bearer.actor_id is not None else None


def _bearer(header: str) -> Bearer | None:
    scheme, _, token = header.partition(" ")
    return bearer_of(token.strip()) if scheme.lower() == "bearer" else None


identify = TokenOrStranger()
