"""Atom feeds of public questions: all, of one topic, and those that the bot passed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from toctoc.community.queries.language import page_language
from toctoc.community.rules.atom import Feed
from toctoc.community.web.feeds import PUBLIC_LASTS, answered, entry_of, full_address
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import moment_of
from toctoc.questions.queries.boosting import newest_boosts
from toctoc.questions.queries.feeds import newest_public
from toctoc.questions.rules.topics import TOPICS, topic_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.community.rules.atom import Entry
    from toctoc.questions.models import Question


@require_safe
def of_questions(request: HttpRequest) -> HttpResponse:
    """Tell of the newest public questions, as a stranger reads them."""
    return _feed(request, gettext("Questions"), reverse("question_list"), [_entry(one) for one in newest_public()])


@require_safe
def of_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Tell of the newest public questions on a topic."""
    if topic not in TOPICS:
        raise Missing
    title = gettext("Questions : %(topic)s") % {"topic": topic_words(topic, page_language())}
    entries = [_entry(one) for one in newest_public(topic)]
    return _feed(request, title, f"{reverse('question_list')}?theme={topic}", entries)


@require_safe
def of_boosts(request: HttpRequest) -> HttpResponse:
    """Tell of the public questions that the bot passed on, in the order it did."""
    entries = [_entry(boost.question) for boost in newest_boosts()]
    return _feed(request, gettext("Questions relayées"), reverse("question_boosts"), entries)


def _entry(question: Question) -> Entry:
    """Return a question; a program shows it again when it moves on."""
    entry = entry_of(question.post)
    return replace(entry, updated=max(entry.updated, question.state_since))


def _feed(request: HttpRequest, title: str, page: str, entries: list[Entry]) -> HttpResponse:
    feed = Feed(full_address(request.path), full_address(page), full_address("/"), title, moment_of(0), entries)
    return answered(request, feed, PUBLIC_LASTS)
