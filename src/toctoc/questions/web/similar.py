"""What was already asked, beside a question being written and on the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from toctoc.community.queries.language import page_language
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.services import LONGEST
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.similar import similar
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS
from toctoc.questions.services.pace import count_reading
from toctoc.questions.web.words import state_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from toctoc.questions.queries.similar import Similar
    from toctoc.questions.web.forms import AskForm

MOST_TYPED = 3
# Sent by whoever was shown what is near, and knocks.
ANYWAY = "quand_meme"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is near, as pages show it."""

    kind: str
    title: str
    url: str
    words: str
    has_outcome: bool


@require_POST
def near_typed(request: HttpRequest) -> HttpResponse:
    """Return what is near a text being typed, and write nothing."""
    count_reading(actor=speaker_of(request), what="similar")
    topics = _topics(request.POST.getlist("topics"))
    found = similar(viewer_of(request), request.POST.get("text", "")[:LONGEST], topics=topics)
    # What nobody answered yet would push the form away for nothing.
    near = lines_of([one for one in found if one.may_answer_it][:MOST_TYPED])
    return render(request, "questions/near.html", {"near": near, "is_typing": True})


@require_GET
def near_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show what is near a question that the reader may read."""
    count_reading(actor=speaker_of(request), what="similar")
    viewer = viewer_of(request)
    question = visible_question(viewer, question_id)
    topics = list(question.topics.values_list("topic", flat=True))
    near = lines_of(similar(viewer, question.post.text, topics=topics, besides=question.pk))
    is_part = request.headers.get("HX-Request") == "true"
    template = "questions/near.html" if is_part else "questions/near_page.html"
    return render(request, template, {"near": near, "question": question, "is_alone": True})


def answered_already(request: HttpRequest, form: AskForm) -> list[Line]:
    """Return what holds a question back, once: nearly the same, with an answer; nothing when it would not leave."""
    if ANYWAY in request.POST or not form.is_bound or form.is_asking or form.is_changing or form.is_masking:
        return []
    topics = _topics(form.typed.getlist("topics"))
    if not topics:
        return []
    found = similar(viewer_of(request), form.typed.get("text", ""), topics=topics)
    return lines_of(one for one in found if one.answers_it)


def lines_of(found: Iterable[Similar]) -> list[Line]:
    """Return what is near as pages show it."""
    return [Line(one.kind, one.title, one.url, _words(one), one.has_outcome) for one in found]


def _words(one: Similar) -> str:
    return gettext("Fiche pratique") if one.kind == "sheet" else state_words(one.state, page_language())


def _topics(typed: list[str]) -> list[str]:
    return [slug for slug in typed if slug in TOPICS][:MOST_TOPICS]
