"""The page that says of a message that it became a question, and lets its author go back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from toctoc.community.queries.language import page_language
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.queries.knocking import opened_question
from toctoc.questions.rules.topics import topic_words
from toctoc.questions.services.tagged import undo_opening

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def question_opened(request: HttpRequest, question_id: int) -> HttpResponse:
    """Say which word opened a question, or make a message of it again."""
    asker = speaker_of(request)
    opening, question = opened_question(asker, viewer_of(request), question_id)
    if request.method == "POST":
        return redirect(undo_opening(asker=asker, question=question).get_absolute_url())
    topics = [topic_words(row.topic, page_language()) for row in question.topics.order_by("id")]
    return render(
        request, "questions/opened.html", {"question": question, "word": opening.word, "topics": ", ".join(topics)}
    )
