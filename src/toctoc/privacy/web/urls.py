"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.privacy.web import consents, register

urlpatterns = [
    path("reglages/consentements", consents.consents, name="privacy_consents"),
    path("reglages/consentements/repondre", consents.closing, name="privacy_closing"),
    path("conservation", consents.retention, name="privacy_retention"),
    path("regles/cadre", register.index, name="frame"),
    path("regles/<slug:kind>", register.one, name="frame_rule"),
    path("administration/regles", register.every, name="frame_register"),
    path("administration/regles/<slug:kind>", register.change, name="frame_change"),
]
