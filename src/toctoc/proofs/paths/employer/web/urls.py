"""Addresses of this way's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.proofs.paths.employer.web import accepting, inviting, views

app_name = "proof_employer"
urlpatterns = [
    path("", views.start, name="start"),
    path("invitations", inviting.invitations, name="invitations"),
    path("invitations/<int:batch_id>", inviting.batch, name="batch"),
    path("invitations/<int:batch_id>/fermer", inviting.close, name="close"),
    path("invitations/<int:batch_id>/depart", inviting.left, name="left"),
    # Request lines hide what follows the last slash (config.logs).
    path("invitation/<str:token>", accepting.link, name="link"),
    path("invitation", accepting.invitation, name="invitation"),
]
