"""Drafts and messages that wait for their time: the page that lists them, and what the form does with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from toctoc.community.queries.unsent import drafts_of, fields_of, waiting_of
from toctoc.community.rules.experience import PIECES
from toctoc.community.rules.unsent import DRAFTS_LAST, MOST_UNSENT
from toctoc.community.services.unsent import PAGE, Sheet, hold_back, throw_away
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import speaker_of
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.community.models import Unsent
    from toctoc.kernel.cleared import Cleared

EXCERPT = 140
# Fields that people type in, and those that hold words and ids of ours.
TYPED = ("warning", "poll", "people", "references", *PIECES)
PICKED = (
    "audience", "professions", "voice", "language", "quoted", "poll_lasts", "poll_multiple", "media", "publish_at",
)  # fmt: skip
_WORD = re.compile(r"[\w:+.-]{1,160}", re.ASCII)


def sheet_in(typed: QueryDict, text: Cleared) -> Sheet:
    """Return what a form holds, cleared; raise :class:`Invalid` beside the field in which something stands out."""
    lines = {
        name: tuple(_cleared(line, name, text.language) for line in typed.getlist(name) if line.strip())
        for name in TYPED
    }
    picked = {name: tuple(word for word in typed.getlist(name) if _WORD.fullmatch(word)) for name in PICKED}
    return Sheet(
        text,
        {name: line for name, line in lines.items() if line},
        {name: words for name, words in picked.items() if words},
    )


def _cleared(text: str, field: str, language: str) -> Cleared:
    try:
        return clear(text, language=language)
    except Invalid as error:
        error.field = field
        raise


@dataclass(frozen=True, slots=True)
class Line:
    """One message that is not said yet."""

    unsent_id: int
    excerpt: str
    updated_at: datetime
    publish_at: datetime | None


def _line(unsent: Unsent) -> Line:
    text = " ".join(" ".join(fields_of(unsent)["text"]).split())
    excerpt = text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"
    return Line(unsent.pk, excerpt or gettext("Sans texte"), unsent.updated_at, unsent.publish_at)


@require_GET
def unsent(request: HttpRequest) -> HttpResponse:
    """List the drafts and the messages that wait."""
    owner = speaker_of(request)
    facts = {
        "waiting": [_line(one) for one in waiting_of(owner)],
        "drafts": [_line(one) for one in drafts_of(owner)],
        "most": MOST_UNSENT,
        "days": DRAFTS_LAST.days,
    }
    return render(request, "community/unsent.html", facts)


@require_POST
def unsent_hold(request: HttpRequest, unsent_id: int) -> HttpResponse:
    """Let a message not appear by itself."""
    hold_back(owner=speaker_of(request), unsent_id=unsent_id)
    return HttpResponseRedirect(PAGE)


@require_POST
def unsent_drop(request: HttpRequest, unsent_id: int) -> HttpResponse:
    """Erase a draft or a message that waits."""
    throw_away(owner=speaker_of(request), unsent_id=unsent_id)
    return HttpResponseRedirect(PAGE)
