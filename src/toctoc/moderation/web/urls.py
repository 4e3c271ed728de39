"""Addresses of this room's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.moderation.web import room, telling

if TYPE_CHECKING:
    from django.urls import URLPattern

# For everybody.
urlpatterns: list[URLPattern] = [
    path("signaler", telling.tell, name="notice_new"),
    path("signaler/suivi/<int:notice_id>", telling.follow, name="notice_follow"),
    path("moderation/decisions/<int:decision_id>", telling.decision, name="moderation_decision"),
]

# For moderators.
urlpatterns += [
    path("moderation/signalements", room.notices, name="moderation_notices"),
    path("moderation/signalements/<int:notice_id>", room.notice, name="moderation_notice"),
    path("moderation/decisions/<int:decision_id>/lever", room.lift, name="moderation_lift"),
    path("moderation/recours", room.appeals, name="moderation_appeals"),
    path("moderation/recours/<int:appeal_id>", room.appeal, name="moderation_appeal"),
]
