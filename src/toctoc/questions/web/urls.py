"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.questions.web import views

urlpatterns = [
    path("questions", views.question_list, name="question_list"),
    path("questions/poser", views.question_ask, name="question_ask"),
    path("questions/poser/relire", views.question_reread, name="question_reread"),
    path("questions/<int:question_id>", views.question, name="question"),
    path("questions/<int:question_id>/repondre", views.question_answer, name="question_answer"),
    path("questions/<int:question_id>/etat", views.question_state, name="question_state"),
    path("questions/<int:question_id>/suivre", views.question_follow, name="question_follow"),
    path("questions/<int:question_id>/passer", views.question_pass, name="question_pass"),
]
