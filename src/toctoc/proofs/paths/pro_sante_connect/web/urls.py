"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.pro_sante_connect.web import views

app_name = "proof_pro_sante_connect"
urlpatterns = [
    path("", views.start, name="start"),
    path("retour", views.back, name="back"),
    path("choisir", views.choose, name="choose"),
]
