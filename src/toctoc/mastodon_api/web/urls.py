"""Addresses of the Mastodon client API: each family registers its own when it is loaded."""

from __future__ import annotations

from importlib import import_module

from toctoc.mastodon_api.web.endpoints import addresses
from toctoc.mastodon_api.web.oauth.urls import urlpatterns as oauth

# The hottest first: an address is looked for in this order.
FAMILIES = (
    "home",
    "timelines",
    "statuses",
    "statuses_writing",
    "statuses_gestures",
    "statuses_kept",
    "polls",
    "media",
    "scheduled",
    "accounts",
    "instance",
    "nodeinfo",
    "announcements",
    "trends",
    "oembed",
    "push",
    "reports",
    "conversations",
    "markers",
    "search",
    "notifications_policy",
    "notifications",
    "notifications_grouped",
    "oauth.apps",
    "oauth.userinfo",
    "oauth.signing_up",
    "oauth.confirming",
    "accounts_ties",
    "blocks",
    "directory",
    "follow_requests",
    "lists",
    "filters",
    "filters_v1",
    "profile",
    "streaming",
    "tags",
)
for family in FAMILIES:
    import_module(f"toctoc.mastodon_api.web.{family}")

urlpatterns = [*addresses(), *oauth]
