"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.rights.web import views

urlpatterns = [
    path("reglages/regards", views.sights, name="rights_sights"),
    path("reglages/regards/<str:kind>", views.sight, name="rights_sight"),
    path("reglages/donnees", views.kept, name="rights_kept"),
    path("reglages/donnees/etat", views.archive_states, name="rights_states"),
    path("reglages/donnees/archives/<int:archive_id>", views.archive, name="rights_archive"),
    path("reglages/archive", views.document, name="settings_archive"),
    path("recus/<str:secret>", views.receipt, name="rights_receipt"),
]
