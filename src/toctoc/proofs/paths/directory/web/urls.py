"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.directory.web import views

app_name = "proof_directory"
urlpatterns = [
    path("", views.start, name="start"),
    path("code", views.code, name="code"),
    path("profession", views.choose, name="choose"),
]
