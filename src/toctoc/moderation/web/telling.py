"""Giving notice, and following it: for everybody, with or without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from toctoc.kernel.errors import Missing
from toctoc.moderation.queries.queue import decision_by, is_own_decision, notice_by
from toctoc.moderation.services.brakes import count_notice
from toctoc.moderation.services.secrets import DECISION, NOTICE, is_secret_of
from toctoc.moderation.web.forms import ContestForm, NoticeForm
from toctoc.moderation.web.pages import decision_page, follow_page, notice_form_page
from toctoc.people.policies import moderates, reader_of
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.moderation.models import Decision, Notice


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Give notice of something; whether it is there is told to nobody who may not see it."""
    is_sent = request.method == "POST"
    asked, reader = request.POST if is_sent else request.GET, reader_of(request)
    about, chosen = asked.get("objet", ""), asked.getlist("messages")
    form = NoticeForm(request.POST if is_sent else None, reader=reader, about=about, chosen=chosen)
    if address := form.send(lambda: count_notice(client_address(request), reader)):
        return redirect(address)
    return form.answered(render(request, "moderation/tell.html", notice_form_page(request, form, about)))


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Show who gave notice where it stands, and let them contest what was decided."""
    notice = _own_notice(request, notice_id)
    form = None
    if notice.decision is not None:
        typed = request.POST if request.method == "POST" else None
        back = request.get_full_path()
        form = ContestForm(typed, decision=notice.decision, notice=notice, reader=reader_of(request), back=back)
        if address := form.send():
            return redirect(address)
    page = render(request, "moderation/follow.html", follow_page(notice, form))
    return form.answered(page) if form is not None else page


def _own_notice(request: HttpRequest, notice_id: int) -> Notice:
    """Return a notice for who holds its secret or gave it; raise :class:`Missing` for anybody else."""
    notice, reader = notice_by(notice_id), reader_of(request)
    is_own = reader is not None and notice.notifier_id == reader.pk
    if not is_own and not is_secret_of(NOTICE, notice_id, request.GET.get("cle", "")):
        raise Missing
    return notice


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Show a statement of reasons to whom it touches, and take their appeal; moderators only read it."""
    shown = decision_by(decision_id)
    is_own = _is_for_target(request, shown)
    if not is_own and not (request.user.is_authenticated and moderates(request.user)):
        raise Missing
    typed = request.POST if request.method == "POST" and is_own else None
    form = ContestForm(typed, decision=shown, notice=None, reader=reader_of(request), back=request.get_full_path())
    if address := form.send():
        return redirect(address)
    page = decision_page(request, shown, form, is_own=is_own)
    return form.answered(render(request, "moderation/decision.html", page))


def _is_for_target(request: HttpRequest, shown: Decision) -> bool:
    if request.user.is_authenticated and is_own_decision(request.user, shown):
        return True
    return is_secret_of(DECISION, shown.pk, request.GET.get("cle", ""))
