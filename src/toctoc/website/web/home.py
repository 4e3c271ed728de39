"""The two lists anybody lands on: home, and what is new here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from toctoc.community.queries import posts, prepared
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.language import page_language
from toctoc.community.rules import stitch
from toctoc.community.rules.filters import Place
from toctoc.community.web.pages import voice_filter
from toctoc.kernel.pagination import cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.audience import STRANGER
from toctoc.questions.queries import lists as queries
from toctoc.questions.rules.reach import in_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from toctoc.community.queries.prepared import Boosters
    from toctoc.people.rules.audience import Viewer

# Questions that wait for the reader shown in full on the home page; the others are one link away.
MOST_WAITING = 5
FEW = 6
# Small numbers are words in a sentence.
NUMBERS = ("", _("Un"), _("Deux"), _("Trois"), _("Quatre"), _("Cinq"), _("Six"), _("Sept"), _("Huit"), _("Neuf"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, then what the people it follows said."""
    actor = reader_of(request)
    if actor is None:
        return welcome(request)
    viewer, asked = viewer_of(request), cut(request.GET.get("avant"))
    waiting = in_turn(queries.knocking_for(actor, viewer)) if asked.before is None else []
    shown = waiting[:MOST_WAITING]
    glance = home_lists.glance(actor.pk, asked)
    page = glance.page
    stream = [post_id for post_id in page.items if post_id not in shown]
    context = {
        "greeting": greeting(len(waiting)),
        "waiting": SafeString(knocking(shown, viewer, page_language())),
        "more_waiting": len(waiting) - len(shown),
        "cards": cards(stream, viewer, Place.HOME, glance.brought),
        "next_before": page.next_before,
        "is_first_page": asked.before is None,
        "figures": queries.weekly_figures(viewer),
    }
    return render(request, "website/home.html", context)


def welcome(request: HttpRequest) -> HttpResponse:
    """Show a stranger what Toctoc is, with the newest public questions."""
    page = queries.newest_questions(STRANGER, queries.Filter(), cut(None, FEW))
    context = {"cards": cards(page.items, STRANGER), "figures": queries.weekly_figures(STRANGER)}
    return render(request, "website/welcome.html", context)


@require_safe
def discover(request: HttpRequest) -> HttpResponse:
    """Show the newest threads the reader may see, whoever wrote them."""
    viewer, asked = viewer_of(request), cut(request.GET.get("avant"))
    voice, voices = voice_filter(request)
    page = posts.newest_threads(viewer, asked, voice)
    context = {
        "voice": voice,
        "voices": voices,
        "cards": cards(page.items, viewer),
        "next_before": page.next_before,
        "is_first_page": asked.before is None,
    }
    return render(request, "website/discover.html", context)


def greeting(waiting: int) -> str:
    """Return the first sentence of the home page: how many knock; empty when nobody does."""
    if not waiting:
        return ""
    sentence = ngettext("%(count)s confrère frappe.", "%(count)s confrères frappent.", waiting)
    return sentence % {"count": gettext(NUMBERS[waiting]) if waiting < len(NUMBERS) else waiting}


def cards(
    ids: Sequence[int], viewer: Viewer, place: Place = Place.LISTS, boosters: Boosters = prepared.NOBODY
) -> SafeString:
    """Return the prepared cards of ``ids`` in the reader's language; prepared HTML is escaped when it is written."""
    return SafeString(prepared.cards(ids, viewer, page_language(), place, boosters))


def knocking(ids: Sequence[int], viewer: Viewer, language: str) -> str:
    """Return the cards of questions that wait for the reader, each with what to do about it.

    Written without a template: the home page is stitched again at each visit.
    """
    answer, leave = _KNOCK_WORDS[language]
    now = time.time()
    return "".join(
        f'<div class="knocking" data-waiting="{row[0]}">{stitch.card(row, language, now)}'
        f'<div class="btns"><a class="btn main" href="/questions/{row[0]}#repondre">{answer}</a> '
        f'<button class="btn" form="gestes" formaction="/questions/{row[0]}/passer">{leave}</button></div></div>'
        for row in prepared.rows_of(ids, viewer, language)
    )


_KNOCK_WORDS = {"fr": ("Répondre", "Passer"), "en": ("Answer", "Pass")}
