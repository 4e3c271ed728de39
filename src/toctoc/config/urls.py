"""Every address, and the room that answers it."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("toctoc.website.web.urls")),
    path("", include("toctoc.questions.web.urls")),
    path("", include("toctoc.community.web.urls")),
    path("administration/", admin.site.urls),
]
