"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.peers.web import views

app_name = "proof_peers"
urlpatterns = [
    path("", views.start, name="start"),
    path("annuler", views.cancel, name="cancel"),
    path("moderation/<str:handle>", views.moderation, name="moderation"),
    # The secret is kept out of request lines by config.logs.
    path("<str:secret>", views.answer, name="answer"),
]
