"""The addresses of the API alone, for the handler that answers nothing else: fewer to look through."""

from __future__ import annotations

from django.urls import include, path, re_path

from toctoc.config import api
from toctoc.config.api.problems import nothing_here

urlpatterns = [
    path(api.ROOT, api.urls),
    path("", include("toctoc.mastodon_api.web.urls")),
    re_path("", nothing_here),
]

handler400 = "toctoc.config.api.problems.unreadable"
handler500 = "toctoc.config.api.problems.fault"
