"""The pages on which somebody chooses letters about questions, or stops them from a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of
from toctoc.questions.models import Reply
from toctoc.questions.queries.letters import knocks_a_day, wants_letters
from toctoc.questions.rules.letters.moments import MOST_A_DAY
from toctoc.questions.services.mail.knocks import (
    actor_of_knock_token,
    choose_knocks,
    invitation_of_token,
    pass_from_letter,
    stop_knocks,
)
from toctoc.questions.services.mail.letters import actor_of_token, choose_letters, stop_letters

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def question_letters(request: HttpRequest) -> HttpResponse:
    """Show which letters somebody gets, of answers and of invitations, or choose them."""
    actor = speaker_of(request)
    if request.method == "POST" and "invitations" in request.POST:
        chosen = id_in(request.POST["invitations"])
        choose_knocks(actor=actor, most_a_day=-1 if chosen is None else chosen)
        messages.success(request, gettext("C’est noté."))
        return redirect("question_letters")
    if request.method == "POST":
        choose_letters(actor=actor, wants=request.POST.get("courriels") == "oui")
        messages.success(request, gettext("C’est noté."))
        return redirect("question_letters")
    facts = {
        "wants": wants_letters(actor),
        "is_answerable": bool(settings.ENVIRONMENT.reply_domain),
        "most_a_day": knocks_a_day(actor),
        "numbers": MOST_A_DAY,
    }
    return render(request, "questions/letters.html", facts)


# A mail program posts here without a page, a cookie or a token of ours (RFC 8058): the link itself is the right to
# stop these letters, and to do nothing else.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop somebody's letters once they confirm; what only looks at the link stops nothing."""
    actor = actor_of_token(token)
    if request.method == "POST":
        stop_letters(actor=actor)
    return render(request, "questions/letters_stopped.html", {"is_stopped": not wants_letters(actor)})


# As above.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_knocks_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop somebody's letters of invitations once they confirm."""
    actor = actor_of_knock_token(token)
    if request.method == "POST":
        stop_knocks(actor=actor)
    facts = {"is_stopped": not knocks_a_day(actor), "is_of_knocks": True}
    return render(request, "questions/letters_stopped.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def question_knock_pass(request: HttpRequest, token: str) -> HttpResponse:
    """Leave a question to others from a letter, once the reader confirms; the page says nothing of the question."""
    invitation = invitation_of_token(token)
    if request.method == "POST":
        pass_from_letter(invitation=invitation)
        invitation.refresh_from_db()
    return render(request, "questions/knock_passed.html", {"is_over": invitation.reply != Reply.OPEN})
