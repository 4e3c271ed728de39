"""Posts for administrators: to look, never to write; texts change only where the guard stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from toctoc.community.models import Announcement, Post
from toctoc.community.services.announcements import announce_to_all, withdraw
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest


@admin.register(Post)
class PostAdmin(admin.ModelAdmin[Post]):
    """Posts by their facts, never by their words: a closed one is read where looking at it is written down."""

    list_display = ("id", "author", "kind", "voice", "audience", "replies_count", "created_at", "deleted_at")
    fields = (
        "author", "kind", "voice", "audience", "language", "label", "parts", "revision", "replies_count",
        "favourites_count", "created_at", "edited_at", "deleted_at",
    )  # fmt: skip
    list_filter = ("kind", "voice", "audience", ("deleted_at", admin.EmptyFieldListFilter))
    list_select_related = ("author",)
    search_fields = ("author__handle",)
    ordering = ("-id",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        _ = request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False


@admin.register(Announcement)
class AnnouncementAdmin(admin.ModelAdmin[Announcement]):
    """What the place announces to everybody in it."""

    list_display = ("__str__", "published_at", "starts_at", "ends_at")
    fields = ("text", "starts_at", "ends_at", "all_day", "published_at")
    ordering = ("-published_at",)

    def save_model(
        self,
        request: HttpRequest,
        obj: Announcement,
        form: ModelForm[Announcement],
        change: bool,  # noqa: FBT001 Django's own signature
    ) -> None:
        """Clean the text as any other, then keep it."""
        _ = request, form, change
        obj.text = clear(obj.text).text
        announce_to_all(announcement=obj)

    def delete_model(self, request: HttpRequest, obj: Announcement) -> None:
        """Take it back from open screens too."""
        _ = request
        withdraw(announcement=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Announcement]) -> None:
        """Do the same for several."""
        for announcement in queryset:
            self.delete_model(request, announcement)
