"""Posts for administrators: to look, never to write; texts change only where the guard stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from toctoc.community.models import Post

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Post)
class PostAdmin(admin.ModelAdmin[Post]):
    """Posts by their facts; the list shows no text."""

    list_display = ("id", "author", "kind", "voice", "audience", "replies_count", "created_at", "deleted_at")
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
