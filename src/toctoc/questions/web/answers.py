"""What one does with answers: agree or not, thank, open what is sealed, show what came from outside, tell the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.queries.answers import visible_answer
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.services.apart import let_in, open_answers
from toctoc.questions.services.taking import judge, thank
from toctoc.questions.web.pages import question_page
from toctoc.questions.web.taking import ToldForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# What a press on a button that is pressed already says.
TAKEN_BACK = "retirer"


@require_POST
def answer_opinion(request: HttpRequest, post_id: int) -> HttpResponse:
    """Agree with an answer, or not, or take it back."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), post_id)
    said = request.POST.get("avis", "")
    judge(judge=actor, question=question, answer=answer, stand=None if said == TAKEN_BACK else said or "?")
    return redirect(answer)


@require_POST
def answer_thank(request: HttpRequest, post_id: int) -> HttpResponse:
    """Thank for an answer."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), post_id)
    thank(thanker=actor, question=question, answer=answer)
    return redirect(answer)


@require_POST
def answer_let_in(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show to everybody an answer that came from outside."""
    actor, (question, answer) = speaker_of(request), visible_answer(viewer_of(request), post_id)
    let_in(mover=actor, question=question, answer=answer)
    return redirect(answer)


@require_POST
def question_open(request: HttpRequest, question_id: int) -> HttpResponse:
    """Open the sealed answers of a question."""
    actor, viewer = speaker_of(request), viewer_of(request)
    asked = visible_question(viewer, question_id)
    open_answers(opener=actor, viewer=viewer, question=asked)
    return redirect(asked.post)


@require_http_methods(["GET", "POST"])
def question_told(request: HttpRequest, question_id: int) -> HttpResponse:
    """Tell what happened; an address that a browser comes back to shows the question again."""
    if request.method == "GET":
        return redirect("question", question_id)
    teller, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    form = ToldForm(request.POST, writer=teller, question=asked)
    if address := form.send():
        return redirect(address)
    page = question_page(request, asked, told_form=form)
    return form.answered(render(request, "questions/question.html", {"page": page}))
