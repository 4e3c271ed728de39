"""Addresses of this room's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.website.web import (
    apart,
    choosing,
    followers,
    health,
    home,
    leaving,
    live,
    moderation,
    pages,
    profiles,
    search,
    settings,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("decouvrir", home.discover, name="discover"),
    path("recherche", search.search, name="search"),
    path("a-propos", pages.about, name="about"),
    path("regles", pages.rules, name="rules"),
    path("mentions-legales", pages.legal, name="legal"),
    path("confidentialite", pages.privacy, name="privacy"),
    path("accessibilite", pages.accessibility, name="accessibility"),
    path("langue", pages.set_language, name="set_language"),
    path("moi", pages.me, name="me"),
    path("robots.txt", pages.robots, name="robots"),
    path("direct/billet", live.stream_ticket, name="stream_ticket"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]

# People: settings, profiles, moderation.
urlpatterns += [
    path("reglages", settings.index, name="settings"),
    path("reglages/profil", settings.portrait, name="settings_profile"),
    path("reglages/acteurs", settings.actors, name="settings_actors"),
    path("reglages/acteurs/<int:actor_id>/parler", settings.speak, name="settings_speak"),
    path("reglages/recherche", search.findable, name="settings_search"),
    path("reglages/partir", leaving.leave, name="settings_leave"),
    path("@<str:handle>", profiles.profile, name="profile"),
    path("reglages/blocages", apart.blockings, name="settings_apart"),
    path("@<str:handle>/bloquer", apart.block_actor, name="block_actor"),
    path("@<str:handle>/silence", apart.mute_actor, name="mute_actor"),
    path("@<str:handle>/suivre", followers.follow_actor, name="follow_actor"),
    path("@<str:handle>/abonnes", followers.followers, name="followers"),
    path("@<str:handle>/abonnements", followers.following, name="following"),
    path("@<str:handle>/note", followers.note_actor, name="note_actor"),
    path("@<str:handle>/avant", followers.endorse_actor, name="endorse_actor"),
    path("reglages/choix", choosing.choosing, name="settings_choices"),
    path("reglages/demandes", followers.requests, name="settings_requests"),
    path("reglages/abonnes/retirer", followers.let_go, name="follower_gone"),
    path("@<str:handle>/image.svg", profiles.picture, name="actor_picture"),
    path("moderation", moderation.index, name="moderation"),
    path("moderation/inscriptions/<int:account_id>/accepter", moderation.approve, name="moderation_approve"),
    path("moderation/inscriptions/<int:account_id>/refuser", moderation.refuse, name="moderation_refuse"),
    path("moderation/acteurs/<str:handle>", moderation.actor, name="moderation_actor"),
    path("moderation/acteurs/<str:handle>/statut", moderation.standing, name="moderation_standing"),
    path("moderation/acteurs/<str:handle>/preuves/<int:proof_id>/retirer", moderation.revoke, name="moderation_revoke"),
]
