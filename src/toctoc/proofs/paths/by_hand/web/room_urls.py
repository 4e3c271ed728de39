"""Addresses of the moderators' room, under ``/moderation/preuves``."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.by_hand.web import past, room

urlpatterns = [
    path("moderation/preuves", room.queue, name="moderation_proofs"),
    path("moderation/preuves/demandes/<int:application_id>", room.application, name="moderation_application"),
    path("moderation/preuves/reexamens/<int:proof_id>", room.doubt, name="moderation_doubt"),
    path("moderation/preuves/recherche", past.search, name="moderation_proof_search"),
    path("moderation/preuves/acteurs/<str:handle>", past.history, name="moderation_proof_history"),
    path("moderation/preuves/chiffres", past.figures, name="moderation_proof_figures"),
]
