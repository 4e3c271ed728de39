"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.groups.web import meetings, order, views

urlpatterns = [
    path("groupes", views.group_list, name="group_list"),
    path("groupes/nouveau", views.group_new, name="group_new"),
    path("groupes/<slug:handle>", views.group, name="group"),
    path("groupes/<slug:handle>/entrer", views.group_join, name="group_join"),
    path("groupes/<slug:handle>/quitter", views.group_leave, name="group_leave"),
    path("groupes/<slug:handle>/reglages", views.group_settings, name="group_settings"),
    path("groupes/<slug:handle>/archiver", views.group_archive, name="group_archive"),
    path("groupes/<slug:handle>/page", views.group_text, name="group_text"),
    path("groupes/<slug:handle>/page/modifier", views.group_text_edit, name="group_text_edit"),
    path("groupes/<slug:handle>/page/versions", views.group_text_versions, name="group_text_versions"),
    path("groupes/<slug:handle>/membres", order.group_members, name="group_members"),
    path("groupes/<slug:handle>/membres/<slug:member>", order.group_member, name="group_member"),
    path("groupes/<slug:handle>/demandes", order.group_door, name="group_door"),
    path("groupes/<slug:handle>/demandes/repondre", order.group_answer, name="group_answer"),
    path("groupes/<slug:handle>/moi", order.group_self, name="group_self"),
    path("groupes/<slug:handle>/epingler", order.group_pin, name="group_pin"),
    path("groupes/<slug:handle>/rendez-vous", meetings.event_list, name="event_list"),
    path("groupes/<slug:handle>/rendez-vous/nouveau", meetings.event_new, name="event_new"),
    path("groupes/<slug:handle>/rendez-vous/agenda/<str:key>.ics", meetings.event_feed, name="event_feed"),
    path("groupes/<slug:handle>/rendez-vous/<int:event_id>", meetings.event, name="event"),
    path("groupes/<slug:handle>/rendez-vous/<int:event_id>.ics", meetings.event_calendar, name="event_calendar"),
    path("groupes/<slug:handle>/rendez-vous/<int:event_id>/modifier", meetings.event_edit, name="event_edit"),
    path("groupes/<slug:handle>/rendez-vous/<int:event_id>/annuler", meetings.event_cancel, name="event_cancel"),
]
