"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from toctoc.community.web import experience, files, filters, letters, likeness, notes, polls, shield, threads, writing
from toctoc.community.web.feeds import of_actor, of_group, of_hashtag

urlpatterns = [
    path("messages/nouveau", writing.post_new, name="post_new"),
    path("messages/relire", writing.post_reread, name="post_reread"),
    path("messages/lecteurs", writing.post_readers, name="post_readers"),
    path("messages/<int:post_id>", threads.post, name="post"),
    path("messages/<int:post_id>/carte", threads.post_card, name="post_card"),
    path("messages/<int:post_id>/versions", threads.post_versions, name="post_versions"),
    path("messages/<int:post_id>/repondre", writing.post_reply, name="post_reply"),
    path("messages/<int:post_id>/modifier", writing.post_edit, name="post_edit"),
    path("messages/<int:post_id>/supprimer", writing.post_delete, name="post_delete"),
    path("messages/<int:post_id>/utile", writing.post_favour, name="post_favour"),
    path("messages/<int:post_id>/garder", writing.post_keep, name="post_keep"),
    path("messages/<int:post_id>/sondage", polls.poll, name="poll"),
    path("messages/<int:post_id>/voter", polls.poll_vote, name="poll_vote"),
    path("messages/<int:post_id>/silence", filters.hush_thread, name="post_hush"),
    path("messages/<int:post_id>/notes", notes.notes, name="notes"),
    path("messages/<int:post_id>/noter", notes.note_rate, name="note_rate"),
    path("vecu/nouveau", experience.experience_new, name="experience_new"),
    path("comme-moi", likeness.likeness, name="likeness"),
    path("comme-moi/reveler", likeness.likeness_reveal, name="likeness_reveal"),
    path("comme-moi/retirer", likeness.likeness_withdraw, name="likeness_withdraw"),
    path("notes/regle", notes.notes_rule, name="notes_rule"),
    path("fichiers", files.file_new, name="file_new"),
    path("fichiers/<int:file_id>", files.file_page, name="file_page"),
    path("fichiers/<int:file_id>/etat", files.file_state, name="file_state"),
    path("fichiers/<int:file_id>/effacer", files.file_erase, name="file_erase"),
    path("mots/<str:word>", threads.hashtag, name="hashtag"),
    path("avis", threads.notifications, name="notifications"),
    path("gardes", threads.bookmarks, name="bookmarks"),
    path("reglages/filtres", filters.filters, name="settings_filters"),
    path("reglages/filtres/<int:filter_id>", filters.one_filter, name="settings_filter"),
    path("reglages/filtres/<int:filter_id>/retirer", filters.drop_filter, name="settings_filter_drop"),
    path("reglages/bouclier", shield.shield, name="settings_shield"),
    path("reglages/avis", letters.notices, name="settings_notices"),
    path("reglages/avis/resume", letters.choose_letters, name="settings_letters"),
    path("reglages/avis/appareils", letters.add_browser, name="settings_browser_new"),
    path("reglages/avis/appareils/<int:subscription_id>", letters.change_browser, name="settings_browser"),
    path("reglages/avis/flux", letters.change_feed, name="settings_feed"),
    path("resumes/arreter/<str:token>", letters.stop_letters, name="letters_stop"),
    path("sw.js", letters.service_worker, name="service_worker"),
    path("@<str:handle>/flux.atom", of_actor, name="feed_actor"),
    path("mots/<str:word>/flux.atom", of_hashtag, name="feed_hashtag"),
    path("abonnements/<str:secret>.atom", of_group, name="feed_group"),
]
