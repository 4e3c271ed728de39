"""Addresses of this room's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.moderation.web import alerts, intruders, lists, record, room, telling

if TYPE_CHECKING:
    from django.urls import URLPattern

# For everybody.
urlpatterns: list[URLPattern] = [
    path("signaler", telling.tell, name="notice_new"),
    path("signaler/suivi/<int:notice_id>", telling.follow, name="notice_follow"),
    path("moderation/chiffres", record.figures, name="moderation_figures"),
    path("moderation/chiffres.csv", record.figures_file, name="moderation_figures_file"),
    path("moderation/intrus", intruders.index, name="intruders"),
    path("moderation/intrus/<int:suspicion_id>", intruders.one, name="intruder"),
    path("moderation/decisions/<int:decision_id>", telling.decision, name="moderation_decision"),
]

# For moderators.
urlpatterns += [
    path("moderation/alertes", alerts.index, name="moderation_alerts"),
    path("moderation/signalements", room.notices, name="moderation_notices"),
    path("moderation/signalements/<int:notice_id>", room.notice, name="moderation_notice"),
    path("moderation/decisions/<int:decision_id>/lever", room.lift, name="moderation_lift"),
    path("moderation/journal", record.log, name="moderation_log"),
    path("moderation/journal.csv", record.log_file, name="moderation_log_file"),
    path("moderation/listes", lists.index, name="moderation_lists"),
    path("moderation/listes.csv", lists.export, name="moderation_lists_file"),
    path("moderation/listes/<int:rule_id>/retirer", lists.drop, name="moderation_list_drop"),
    path("moderation/equipe", record.members, name="moderation_team"),
    path("moderation/recours", room.appeals, name="moderation_appeals"),
    path("moderation/recours/<int:appeal_id>", room.appeal, name="moderation_appeal"),
]
