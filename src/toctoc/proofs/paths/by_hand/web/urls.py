"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.by_hand.web import views

app_name = "proof_by_hand"
urlpatterns = [
    path("", views.start, name="start"),
    path("repondre", views.reply, name="reply"),
    path("contester", views.contest, name="appeal"),
    path("retirer", views.take_back, name="withdraw"),
]
