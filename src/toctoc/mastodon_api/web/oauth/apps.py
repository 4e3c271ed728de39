"""Apps: https://docs.joinmastodon.org/methods/apps/."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from oauth2_provider.models import get_application_model

from toctoc.community.services.push import public_key
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.oauth.brakes import brake
from toctoc.mastodon_api.web.replies import NotSaid, Reply, said
from toctoc.people.models import AppCard
from toctoc.people.services.apps import LONGEST_WEBSITE, AppDraft, register_app
from toctoc.privacy.services import clear_line
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from oauth2_provider.models import AbstractApplication

    from toctoc.mastodon_api.web.calls import Call

APPS = Limit("oauth.apps", 60, timedelta(hours=1))


class AppIn(msgspec.Struct):
    """What an app says of itself when it registers."""

    client_name: str = ""
    redirect_uris: list[str] | str = ""
    scopes: list[str] | str = "read"
    website: str | None = None
    # Not Mastodon's: an app that keeps no secret, as those that run in a browser, may say so.
    confidential: bool = True


@endpoint("POST", "api/v1/apps", access=Access.OPEN)
def register(call: Call) -> Reply:
    """Register an app."""
    brake(call.request, APPS)
    asked = call.read(AppIn)
    redirects = [asked.redirect_uris] if isinstance(asked.redirect_uris, str) else asked.redirect_uris
    scopes = asked.scopes if isinstance(asked.scopes, str) else " ".join(asked.scopes)
    # Both stand under what people say through it: an app somebody makes for itself may be called anything.
    name, website = clear_line(asked.client_name).text, clear_line(asked.website or "", longest=LONGEST_WEBSITE).text
    draft = AppDraft(name, redirects, scopes, website, is_public=not asked.confidential)
    app, secret = register_app(draft=draft)
    return said(
        {
            **_shown(app),
            "client_id": app.client_id,
            "client_secret": secret,
            "client_secret_expires_at": 0,
        }
    )


@endpoint("GET", "api/v1/apps/verify_credentials", access=Access.APP)
def verify(call: Call) -> Reply:
    """Tell an app what it said of itself, by any token that it was given."""
    bearer = call.bearer
    app = get_application_model().objects.filter(pk=bearer.application_id if bearer else None).first()
    if app is None:
        raise NotSaid
    return said(_shown(app))


def _shown(app: AbstractApplication) -> dict[str, object]:
    card = AppCard.objects.filter(application=app.pk).first()
    redirects = app.redirect_uris.split()
    return {
        "id": str(app.pk),
        "name": app.name,
        "website": (card.website if card is not None else "") or None,
        "scopes": card.scopes.split() if card is not None else [],
        "redirect_uris": redirects,
        "redirect_uri": "\n".join(redirects),
        "vapid_key": public_key(),
    }
