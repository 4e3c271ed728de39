"""What is proposed while a question is being written; nothing is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_POST

from toctoc.people.policies import speaker_of
from toctoc.privacy.services import LONGEST
from toctoc.questions.services.pace import count_reading
from toctoc.questions.web.pages import topic_fields
from toctoc.questions.web.proposals import PROPOSE, proposals_for, with_taken

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def question_propose(request: HttpRequest) -> HttpResponse:
    """Return the proposals for a text being typed or, for a button, the topics with the one it takes ticked."""
    count_reading(actor=speaker_of(request), what="propose")
    typed = with_taken(request.POST)
    chosen = typed.getlist("topics")
    proposed = proposals_for(typed.get("text", "")[:LONGEST], chosen, typed.get("urgency", ""))
    page = {"proposed": proposed, **topic_fields(set(chosen)), "taken": request.POST.get(PROPOSE, "")}
    if PROPOSE in request.POST:
        return render(request, "questions/topics.html", {**page, "is_asked": True})
    return render(request, "questions/proposals.html", {**page, "is_typing": True})
