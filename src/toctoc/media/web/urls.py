"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.media.web.masks import masks_page, pixels
from toctoc.media.web.serving import read_variant

urlpatterns = [
    path("medias/<int:file_id>/masques", masks_page, name="masks_page"),
    path("medias/<int:file_id>/pixels", pixels, name="media_pixels"),
    path("media/<int:file_id>/<slug:variant>", read_variant, name="media_variant"),
    path("media/<int:file_id>/<slug:variant>.<slug:ending>", read_variant, name="media_variant_ended"),
]
