"""The small sentences of a question's page that need the clock or a plural."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.questions.rules.life import STATE_WORDS, State

if TYPE_CHECKING:
    from datetime import timedelta

    from django_stubs_ext import StrPromise

    from toctoc.questions.models import Question

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

# What each move is called on the button that makes it.
MOVE_WORDS: dict[State, StrPromise] = {
    State.OPEN: _("Rouvrir la question"),
    State.CONSENSUS: _("Les avis convergent"),
    State.DISSENT: _("Les avis sont partagés"),
    State.CLOSED: _("Fermer la question"),
}


def duration_words(length: timedelta) -> str:
    """Return "7 min", "3 h" or "2 jours": the largest unit alone."""
    seconds = max(length.total_seconds(), 0)
    if seconds < _HOUR:
        return gettext("%(count)s min") % {"count": max(1, int(seconds // _MINUTE))}
    if seconds < _DAY:
        return gettext("%(count)s h") % {"count": int(seconds // _HOUR)}
    days = int(seconds // _DAY)
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}


def waiting_words(question: Question) -> str:
    """Return how long the question has waited, or how soon its first answer came."""
    asked_at = question.post.created_at
    if question.first_answer_at is not None:
        return gettext("Première réponse en %(time)s") % {"time": duration_words(question.first_answer_at - asked_at)}
    if question.state == State.CLOSED:
        return gettext("Fermée sans réponse")
    return gettext("Attend depuis %(time)s") % {"time": duration_words(clock.now() - asked_at)}


def state_words(state: str, language: str) -> str:
    """Return the word of a state's chip."""
    return STATE_WORDS[State(state)][language == "en"]
