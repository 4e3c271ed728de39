"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.media.web.serving import read_variant

urlpatterns = [
    path("media/<int:file_id>/<slug:variant>", read_variant, name="media_variant"),
]
