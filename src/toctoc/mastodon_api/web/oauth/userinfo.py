"""Who the bearer of a token is: https://docs.joinmastodon.org/methods/oauth/#userinfo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.oauth.server import address, issuer
from toctoc.mastodon_api.web.replies import said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.mastodon_api.web.replies import Reply


@endpoint("GET", "oauth/userinfo", scope="profile")
@endpoint("POST", "oauth/userinfo", scope="profile")
def userinfo(call: Call) -> Reply:
    """Tell who speaks: never the account's address, which is no part of a public identity."""
    actor = call.actor
    page = f"{settings.ENVIRONMENT.base_url}{reverse('profile', kwargs={'handle': actor.handle})}"
    return said(
        {
            "iss": issuer(),
            "sub": page,
            "name": actor.display_name,
            "preferred_username": actor.handle,
            "profile": page,
            "picture": address(reverse("actor_picture", kwargs={"handle": actor.handle})),
        }
    )
