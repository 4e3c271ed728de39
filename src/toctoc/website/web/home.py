"""The two lists anybody lands on: home, and what is new here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from toctoc.community.queries import posts, prepared
from toctoc.community.queries.home import home_lists
from toctoc.community.rules import stitch
from toctoc.kernel.pagination import cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.audience import STRANGER
from toctoc.questions import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

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
    waiting = queries.waiting_for(actor, viewer) if asked.before is None else []
    shown = waiting[:MOST_WAITING]
    page = home_lists.page(actor.pk, asked)
    context = {
        "greeting": greeting(len(waiting)),
        "waiting": _cards_apart(shown, viewer),
        "more_waiting": len(waiting) - len(shown),
        "cards": cards([post_id for post_id in page.items if post_id not in shown], viewer),
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
    page = posts.newest_threads(viewer, asked)
    context = {
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


def cards(ids: Sequence[int], viewer: Viewer) -> SafeString:
    """Return the prepared cards of ``ids`` in the reader's language; prepared HTML is escaped when it is written."""
    return SafeString(prepared.cards(ids, viewer, get_language() or settings.LANGUAGE_CODE))


def _cards_apart(ids: Sequence[int], viewer: Viewer) -> list[tuple[int, SafeString]]:
    """Return (id, card) pairs, for a page that adds something to each card."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = prepared.rows_of(ids, viewer, language)
    return [(row.post_id, SafeString(stitch.cards([row], language))) for row in map(stitch.Row._make, rows)]
