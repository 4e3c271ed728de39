"""The moderators' room: notices, appeals, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.pagination import cut
from toctoc.moderation.queries.queue import appeal_by, decision_by, notice_by, open_appeals, open_notices
from toctoc.moderation.web.forms import AppealGestureForm, LiftForm, NoticeGestureForm
from toctoc.moderation.web.pages import appeal_lines, appeal_page, decision_page, notice_lines, notice_page
from toctoc.people.policies import moderator_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show what waits: what may cost a life first, then the oldest."""
    moderator_of(request)
    page = open_notices(cut(request.GET.get("apres")), is_urgent=False)
    urgent = [] if "apres" in request.GET else open_notices(cut(None), is_urgent=True).items
    facts = {"urgent": notice_lines(urgent), "lines": notice_lines(page.items), "next_after": page.next_before}
    return render(request, "moderation/notices.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Show a notice with what one must know, and do what the button says."""
    moderator, shown = moderator_of(request), notice_by(notice_id)
    form = NoticeGestureForm(request.POST if request.method == "POST" else None, moderator=moderator, notice=shown)
    if address := form.send():
        return redirect(address)
    # Read again: what the gesture found may not be what the page was drawn from.
    page = notice_page(moderator, notice_by(notice_id), form)
    return form.answered(render(request, "moderation/notice.html", page))


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Show the appeals that wait."""
    moderator = moderator_of(request)
    page = open_appeals(cut(request.GET.get("apres")))
    facts = {"lines": appeal_lines(moderator, page.items), "next_after": page.next_before}
    return render(request, "moderation/appeals.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Show an appeal and answer it."""
    moderator, shown = moderator_of(request), appeal_by(appeal_id)
    form = AppealGestureForm(request.POST if request.method == "POST" else None, moderator=moderator, appeal=shown)
    if address := form.send():
        messages.success(request, gettext("La réponse est partie."))
        return redirect(address)
    page = appeal_page(moderator, appeal_by(appeal_id), form)
    return form.answered(render(request, "moderation/appeal.html", page))


@require_POST
def lift(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Undo a decision before its time."""
    moderator, shown = moderator_of(request), decision_by(decision_id)
    form = LiftForm(request.POST, moderator=moderator, decision=shown)
    if address := form.send():
        messages.success(request, gettext("La décision est levée."))
        return redirect(address)
    page = decision_page(request, decision_by(decision_id), form, is_own=False)
    return form.answered(render(request, "moderation/decision.html", page))
