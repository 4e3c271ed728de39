"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.conversations.web import views

urlpatterns = [
    path("conversations", views.conversation_list, name="conversations"),
    path("conversations/demandes", views.conversation_requests, name="conversation_requests"),
    path("conversations/nouvelle", views.conversation_new, name="conversation_new"),
    path("conversations/<int:conversation_id>", views.conversation, name="conversation"),
    path("conversations/<int:conversation_id>/ecrire", views.conversation_write, name="conversation_write"),
    path("conversations/<int:conversation_id>/suite", views.conversation_new_bubbles, name="conversation_new_bubbles"),
    path("conversations/<int:conversation_id>/lu", views.conversation_read, name="conversation_read"),
    path("conversations/<int:conversation_id>/reponse", views.conversation_answer, name="conversation_answer"),
    path("conversations/<int:conversation_id>/silence", views.conversation_mute, name="conversation_mute"),
    path("conversations/<int:conversation_id>/inviter", views.conversation_bring, name="conversation_bring"),
    path("conversations/<int:conversation_id>/duree", views.conversation_lasting, name="conversation_lasting"),
    path("conversations/<int:conversation_id>/quitter", views.conversation_leave, name="conversation_leave"),
    path("conversations/<int:conversation_id>/signaler", views.conversation_report, name="conversation_report"),
]
