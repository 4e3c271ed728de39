"""What this door keeps: wire forms, made when something is written; how far apps have read; where to alert them."""

from toctoc.mastodon_api.models.alerts import AppAlert
from toctoc.mastodon_api.models.forms import AccountForm, StatusForm
from toctoc.mastodon_api.models.marks import ConversationMark, Marker
from toctoc.mastodon_api.models.posted import PostedWith

__all__ = ["AccountForm", "AppAlert", "ConversationMark", "Marker", "PostedWith", "StatusForm"]
