"""Every address, and the room that answers it."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from toctoc.config import api
from toctoc.website.web.accounts import administration_login

urlpatterns = [
    path(api.ROOT, api.urls),
    path("", include("toctoc.mastodon_api.web.urls")),
    path("", include("toctoc.website.web.urls")),
    path("", include("toctoc.questions.web.urls")),
    path("", include("toctoc.proofs.web.urls")),
    path("", include("toctoc.people.web.urls")),
    path("", include("toctoc.rights.web.urls")),
    path("", include("toctoc.groups.web.urls")),
    path("", include("toctoc.conversations.web.urls")),
    path("", include("toctoc.moderation.web.urls")),
    path("", include("toctoc.community.web.urls")),
    path("", include("toctoc.media.web.urls")),
    path("", include("toctoc.privacy.web.urls")),
    path("compte/", include("allauth.urls")),
    # Instead of Django's own, which knows no second factor.
    path("administration/login/", administration_login),
    path("administration/", admin.site.urls),
]

# Where the host is wrong, the addresses of the API alone are not looked at yet.
handler400 = "toctoc.config.api.problems.unreadable"
handler403 = "toctoc.website.web.errors.forbidden"
handler404 = "toctoc.website.web.errors.missing"
handler500 = "toctoc.website.web.errors.broken"
