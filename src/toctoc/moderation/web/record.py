"""The record: the log for moderators, yearly figures for everybody."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import LARGEST_PAGE, Cut, cut
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.queries.figures import figures_of, years
from toctoc.moderation.queries.queue import log_lines, team
from toctoc.moderation.services.log import write_down
from toctoc.moderation.services.team import stop_moderating
from toctoc.moderation.web.spreadsheets import csv_file, plain
from toctoc.people.policies import moderator_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from toctoc.moderation.models import LogLine


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show what moderators did, newest first."""
    moderator_of(request)
    page = log_lines(cut(request.GET.get("avant")))
    return render(request, "moderation/log.html", {"lines": page.items, "next_before": page.next_before})


@require_safe
def log_file(request: HttpRequest) -> HttpResponse:
    """Return the whole log as CSV; that it was taken is a line of it."""
    moderator = moderator_of(request)
    write_down(Verb.EXPORT, "log", by=moderator)
    response = csv_file("journal.csv", ("number", "moment", "account", "verb", "about", "why"))
    csv.writer(response).writerows(_row(line) for line in _every_line())
    return response


def _every_line() -> Iterator[LogLine]:
    before: int | None = None
    while True:
        page = log_lines(Cut(before, LARGEST_PAGE * 25))
        yield from page.items
        if page.next_before is None:
            return
        before = page.next_before


def _row(line: LogLine) -> tuple[object, ...]:
    return (line.pk, line.done_at.isoformat(), line.account_id or "", line.verb, line.about, plain(line.why))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show what moderation did in a year, to everybody."""
    facts = {"figures": figures_of(_year(request), page_language()), "years": years()}
    return render(request, "moderation/figures.html", facts)


@require_safe
def figures_file(request: HttpRequest) -> HttpResponse:
    """Return the same as CSV."""
    year = figures_of(_year(request), page_language())
    response = csv_file(f"moderation-{year.year}.csv", ("year", "figure", "kind", "count"))
    rows = [(year.year, line.topic, line.words, line.count) for line in (*year.notices, *year.decisions)]
    rows += [
        (year.year, "appeals", "filed", year.appeals),
        (year.year, "appeals", "upheld", year.upheld),
        (year.year, "appeals", "replaced", year.replaced),
        (year.year, "automated", "percent", year.automated_percent),
    ]
    if year.median_hours is not None:
        rows.append((year.year, "median", "minutes", int(60 * year.median_hours)))
    csv.writer(response).writerows(rows)
    return response


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("annee", "")
    year = id_in(asked) if asked else years()[0]
    if year not in years():
        raise Missing
    return year


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Show how many moderate, and let one of them stop."""
    moderator = moderator_of(request)
    if request.method == "POST":
        stop_moderating(account=moderator)
        messages.success(request, gettext("Vous ne modérez plus."))
        return redirect("home")
    return render(request, "moderation/team.html", {"team": team(), "is_last": len(team()) == 1})
