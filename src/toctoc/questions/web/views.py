"""The pages of questions: parse, one service or query, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.community.web.parts.media import with_files
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.forms import way_back
from toctoc.questions.policies import may_move
from toctoc.questions.queries.knocking import words_that_knock
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.services.questions import follow, pass_on, unfollow
from toctoc.questions.web.forms import AnswerForm, AskForm, MoveForm
from toctoc.questions.web.pages import aim_of, ask_page, list_page, question_page
from toctoc.questions.web.similar import answered_already
from toctoc.questions.web.waves import note_reading

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    """List the questions that the reader may read, newest first."""
    return render(request, "questions/list.html", list_page(request))


@require_http_methods(["GET", "POST"])
def question_ask(request: HttpRequest) -> HttpResponse:
    """Ask."""
    asker = speaker_of(request)
    typed, asked = with_files(request) if request.method == "POST" else None, request.GET.get("audience", "")
    form = AskForm(typed, writer=asker, asked=asked)
    answered = answered_already(request, form)
    if not answered and (address := form.send()):
        return redirect(address)
    return form.answered(
        render(
            request,
            "questions/ask.html",
            {**ask_page(form, asker), "answered": answered, "words": words_that_knock(asker)},
        )
    )


@require_POST
def question_reread(request: HttpRequest) -> HttpResponse:
    """Return what the guard finds in a text being typed, and write nothing."""
    form = AskForm(request.POST, writer=speaker_of(request))
    form.findings = form.look()
    return render(request, "privacy/reread.html", {"form": form})


@require_GET
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show a question, its answers and where it stands."""
    asked = visible_question(viewer_of(request), question_id)
    note_reading(request, asked)
    return render(request, "questions/question.html", {"page": question_page(request, asked)})


@require_http_methods(["GET", "POST"])
def question_answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer; an address that a browser comes back to shows the question again."""
    if request.method == "GET":
        return redirect("question", question_id)
    answerer, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    form = AnswerForm(with_files(request), writer=answerer, question=asked, to=aim_of(request, asked))
    if address := form.send():
        return redirect(address)
    page = question_page(request, asked, answer_form=form)
    return form.answered(render(request, "questions/question.html", {"page": page}))


@require_http_methods(["GET", "POST"])
def question_state(request: HttpRequest, question_id: int) -> HttpResponse:
    """Say where a question stands; an address that a browser comes back to shows the question again."""
    if request.method == "GET":
        return redirect("question", question_id)
    mover, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    may_move(mover, asked, viewer_of(request))
    form = MoveForm(request.POST, writer=mover, question=asked, viewer=viewer_of(request))
    if address := form.send():
        return redirect(address)
    page = question_page(request, asked, move_form=form)
    return form.answered(render(request, "questions/question.html", {"page": page}))


@require_POST
def question_follow(request: HttpRequest, question_id: int) -> HttpResponse:
    """Follow a question, or stop."""
    actor, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    change = unfollow if request.POST.get("suivre") == "non" else follow
    change(actor=actor, question=asked)
    return HttpResponseRedirect(way_back(request, asked.post.get_absolute_url()))


@require_POST
def question_pass(request: HttpRequest, question_id: int) -> HttpResponse:
    """Leave a question to others."""
    actor, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    pass_on(actor=actor, question=asked)
    return HttpResponseRedirect(way_back(request, "/"))
