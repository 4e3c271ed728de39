"""Addresses of this room's pages, and of every way's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from toctoc.proofs.path import addresses
from toctoc.proofs.web import attestations, trust, views

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("preuves", views.index, name="proofs"),
    path("preuves/voies", views.explained, name="proof_paths"),
    path("preuves/attestations", attestations.attestations, name="proof_attestations"),
    path("preuves/attestations/reprendre", attestations.take_back, name="proof_attestations_back"),
    path("moderation/confiance", trust.index, name="trust"),
    path("moderation/confiance/ajouter", trust.add, name="trust_add"),
    path("moderation/confiance/<int:server_id>", trust.change, name="trust_change"),
    path("moderation/confiance/<int:server_id>/retirer", trust.remove, name="trust_remove"),
    path("preuves/retirer", views.withdraw, name="proof_withdraw"),
    path("@<str:handle>/preuve", views.seal, name="proof"),
    path("", include("toctoc.proofs.paths.by_hand.web.room_urls")),
    *addresses(),
]
