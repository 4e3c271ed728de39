"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.employer.web import views

app_name = "proof_employer"
urlpatterns = [
    path("", views.start, name="start"),
]
