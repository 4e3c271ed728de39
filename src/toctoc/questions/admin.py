"""Questions for administrators: where each stands in its life, to look at and never to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from toctoc.questions.models import KnockWord, Question

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin[Question]):
    """Questions by state, urgency and audience; the list shows no text."""

    list_display = ("post_id", "asker", "state", "urgency", "audience", "answers_count", "state_since")
    list_filter = ("state", "urgency", "audience")
    list_select_related = ("asker",)
    search_fields = ("asker__handle",)
    ordering = ("-post",)
    raw_id_fields = ("post", "asker")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        _ = request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False


@admin.register(KnockWord)
class KnockWordAdmin(admin.ModelAdmin[KnockWord]):
    """The hashtags and mentions by which a message becomes a question: which profession, which topic."""

    list_display = ("word", "profession", "topic", "is_open")
    ordering = ("word",)
