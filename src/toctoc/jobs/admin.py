"""Background work for administrators: what waits, what runs, what was given up and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from toctoc.jobs.models import Job, Schedule
from toctoc.jobs.services import queue

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class OnlyRead(admin.ModelAdmin[Any]):
    """Rows that the program makes and nobody edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        _ = request
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse."""
        _ = request, obj
        return False


@admin.register(Job)
class JobAdmin(OnlyRead):
    """Jobs; the dead are one filter away, with their last error."""

    list_display = ("id", "task", "state", "run_at", "attempts", "steps_done", "steps_total", "finished_at")
    list_filter = ("state", "task")
    search_fields = ("task", "key")
    ordering = ("-id",)
    actions = ("try_again", "give_up")

    def has_steering_permission(self, request: HttpRequest) -> bool:
        """Tell whether who asks may try again and cancel."""
        return request.user.has_perm("jobs.change_job")

    @admin.action(description=_("Réessayer ce qui est abandonné"), permissions=["steering"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """Put the chosen dead jobs back in the queue."""
        for job in chosen:
            queue.retry(job)
        messages.success(request, _("Ce qui était abandonné est de nouveau en attente."))

    @admin.action(description=_("Annuler"), permissions=["steering"])
    def give_up(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """Cancel the chosen jobs that wait or run."""
        for job in chosen:
            queue.cancel(job)
        messages.success(request, _("Ce qui attendait est annulé."))


@admin.register(Schedule)
class ScheduleAdmin(OnlyRead):
    """When each recurring task comes next."""

    list_display = ("task", "next_at")
