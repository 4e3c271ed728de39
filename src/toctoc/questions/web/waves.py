"""Who was told of a question, in numbers; "Pourquoi moi ?"; and what somebody who was invited does in one tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from toctoc.community.queries.language import page_language
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.privacy.forms import way_back
from toctoc.questions.models import Invitation, Reply
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.waves import Steps, invitation_of, reasons_of, steps_of
from toctoc.questions.rules.circles import CIRCLE_WORDS
from toctoc.questions.rules.life import WAITING_STATES
from toctoc.questions.rules.routing.fit import Circle
from toctoc.questions.rules.routing.words import EXPLORATION_WORDS, term_words, told_terms
from toctoc.questions.services.routing.invitations import mark_read, say_busy

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from toctoc.questions.models import Question
    from toctoc.questions.queries.waves import SentStep


@dataclass(frozen=True, slots=True)
class StepLine:
    """One wave in words."""

    words: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What a question's page says of its waves; ``next_at`` is for the asker, ``invitation`` for who was invited."""

    summary: str
    lines: list[StepLine]
    next_at: datetime | None
    next_circle: str
    gave_up_at: datetime | None
    invitation: Invitation | None
    may_reply: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a choice: its sentence, and its points as they are read, "+12" or "−3"."""

    words: str
    points: str


def told_of(request: HttpRequest, question: Question) -> Told:
    """Gather what the reader learns of a question's waves."""
    actor, english = reader_of(request), page_language() == "en"
    is_asker = actor is not None and actor.pk == question.asker_id
    steps = steps_of(question, for_asker=is_asker)
    mine = Invitation.objects.filter(question=question, actor=actor).first() if actor and not is_asker else None
    return Told(
        summary=_summary(steps),
        lines=[StepLine(_words(step, english=english), step.sent_at) for step in steps.sent],
        next_at=steps.next_at,
        next_circle=CIRCLE_WORDS[Circle(steps.next_circle)][english] if steps.next_circle else "",
        gave_up_at=steps.gave_up_at,
        invitation=mine,
        may_reply=mine is not None and mine.reply == Reply.OPEN and question.state in WAITING_STATES,
    )


def note_reading(request: HttpRequest, question: Question) -> None:
    """Note that somebody who was invited opened the question; a browser that fetches ahead has read nothing."""
    actor = reader_of(request)
    if actor is not None and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        mark_read(actor=actor, question=question)


@require_GET
def why_me(request: HttpRequest, question_id: int) -> HttpResponse:
    """Tell somebody who was invited why, term by term."""
    actor, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    invitation, language = invitation_of(actor, asked), page_language()
    english = language == "en"
    context = {
        "question": asked,
        "invitation": invitation,
        "circle": CIRCLE_WORDS[Circle(invitation.wave.circle)][english],
        "reasons": [
            Reason(term_words(term, language), _points(term.points)) for term in told_terms(reasons_of(invitation))
        ],
        "newcomer": EXPLORATION_WORDS[english] if invitation.is_newcomer_seat else "",
    }
    return render(request, "questions/why.html", context)


@require_POST
def question_busy(request: HttpRequest, question_id: int) -> HttpResponse:
    """Leave a question to others, and hear of no other this week."""
    actor, asked = speaker_of(request), visible_question(viewer_of(request), question_id)
    say_busy(actor=actor, question=asked)
    return HttpResponseRedirect(way_back(request, "/"))


def _summary(steps: Steps) -> str:
    if not steps.sent:
        return ""
    if not steps.invited:
        return gettext("Nous n’avons encore trouvé personne à prévenir.")
    told = ngettext("%(count)s confrère prévenu", "%(count)s confrères prévenus", steps.invited)
    told %= {"count": steps.invited}
    if steps.read is None:
        return f"{told}."
    read = ngettext("%(count)s a lu", "%(count)s ont lu", steps.read) if steps.read else gettext("aucun n’a encore lu")
    return f"{told}, {read % {'count': steps.read}}."


def _words(step: SentStep, *, english: bool) -> str:
    if not step.invited:
        return _nobody(step.circle)
    told = ngettext("%(count)s confrère", "%(count)s confrères", step.invited) % {"count": step.invited}
    if step.is_again:
        return gettext("%(told)s de plus, puisque personne n’avait répondu") % {"told": told}
    # A circle that is too small is filled from the next one.
    circle = CIRCLE_WORDS[Circle(step.circle)][english]
    return gettext("%(told)s, d’abord dans %(circle)s") % {"told": told, "circle": circle}


def _nobody(circle: str) -> str:
    if circle == Circle.PARTNERS:
        return gettext("Aucun serveur partenaire pour l’instant.")
    if circle == Circle.DUTY:
        return gettext("Personne n’est de garde pour cette question.")
    return gettext("Personne n’était disponible.")


def _points(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−")
