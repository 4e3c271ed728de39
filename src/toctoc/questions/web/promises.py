"""The two promises of a survey or a thesis, on its question's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from toctoc.community.queries.language import page_language
from toctoc.community.queries.posts import visible_post
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.questions.models import Pledge
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.pledges import Record, record_of, results_among
from toctoc.questions.rules.pledges import KIND_WORDS, STATE_WORDS, PledgeState, Survey
from toctoc.questions.services.passing_on.pledges import declare, deny, keep_promise, promise

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.community.models import Post
    from toctoc.people.models import Actor
    from toctoc.questions.models import Question


@dataclass(frozen=True, slots=True)
class Promises:
    """What the page shows of a survey; of any other question only that its asker may declare one."""

    is_own: bool
    pledge: Pledge | None = None
    kind: str = ""
    state: str = ""
    record: Record | None = None
    may_deny: bool = False
    # Answers of the asker that may be named as the result.
    results: tuple[Post, ...] = ()


def promises_of(question: Question, reader: Actor | None) -> Promises:
    """Return what the page shows of the promises of a question, read with its pledge."""
    is_own = reader is not None and reader.pk == question.asker_id
    try:
        pledge = question.pledge
    except Pledge.DoesNotExist:
        return Promises(is_own)
    english = page_language() == "en"
    is_running = pledge.promised_at is not None and pledge.state != PledgeState.KEPT
    return Promises(
        is_own,
        pledge,
        KIND_WORDS[Survey(pledge.kind)][english],
        STATE_WORDS[PledgeState(pledge.state)][english],
        record_of(pledge),
        may_deny=is_own and not pledge.is_declared and pledge.promised_at is None,
        results=results_among(question) if is_own and is_running else (),
    )


@require_POST
def question_promises(request: HttpRequest, question_id: int) -> HttpResponse:
    """Declare a survey, say that it is none, promise, or give its result."""
    asker, question = speaker_of(request), visible_question(viewer_of(request), question_id)
    gesture = request.POST.get("geste", "")
    if gesture == "promettre":
        typed = request.POST
        promise(
            asker=asker,
            question=question,
            open_result=typed.get("resultat") == "oui",
            answer_here=typed.get("reponse") == "oui",
        )
    elif gesture == "tenir":
        named = id_in(request.POST.get("reponse", ""))
        if named is None:
            raise Missing
        keep_promise(asker=asker, question=question, result=visible_post(viewer_of(request), named))
    elif gesture == "nier":
        deny(asker=asker, question=question)
    elif gesture == "declarer":
        declare(asker=asker, question=question, kind=request.POST.get("genre", ""))
    else:
        raise Invalid("Ce geste n’existe pas.")
    messages.success(request, gettext("C’est noté."))
    return redirect(f"{question.post.get_absolute_url()}#promesses")
