"""Addresses of this room's pages, and of every way's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.proofs.path import addresses
from toctoc.proofs.web import views

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("preuves", views.index, name="proofs"),
    path("preuves/voies", views.explained, name="proof_paths"),
    path("preuves/retirer", views.withdraw, name="proof_withdraw"),
    path("@<str:handle>/preuve", views.seal, name="proof"),
    *addresses(),
]
