"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from tests.proofs.sixth.web import views

app_name = "proof_sixth"
urlpatterns = [path("", views.start, name="start")]
