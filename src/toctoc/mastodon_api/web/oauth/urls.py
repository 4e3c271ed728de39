"""Addresses of OAuth besides those that the register of endpoints knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.mastodon_api.web.oauth import authorize, confirming, held, token

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("oauth/authorize", authorize.authorize, name="oauth_authorize"),
    # As some programs write it.
    path("oauth/authorize/", authorize.authorize),
    path("oauth/token", token.token, name="oauth_token"),
    path("oauth/revoke", token.revoke, name="oauth_revoke"),
    path(".well-known/oauth-authorization-server", token.metadata, name="oauth_metadata"),
    path("oauth/adresse/<str:key>", confirming.confirm, name="oauth_confirm"),
    path("reglages/applications", held.apps, name="settings_apps"),
]
