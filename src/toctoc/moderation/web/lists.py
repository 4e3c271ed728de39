"""Lists of domains that are kept away, for administrators."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.pagination import cut
from toctoc.moderation.models.server_rule import Severity
from toctoc.moderation.policies import may_administer
from toctoc.moderation.queries.lists import every_rule, server_rules
from toctoc.moderation.services import lists
from toctoc.moderation.web.forms import ListForm
from toctoc.moderation.web.spreadsheets import csv_file, plain
from toctoc.people.policies import moderator_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the domains, newest first, and import more."""
    administrator = _administrator(request)
    form = ListForm(request.POST if request.method == "POST" else None, moderator=administrator)
    if address := form.send():
        messages.success(request, gettext("La liste est enregistrée."))
        return redirect(address)
    page = server_rules(cut(request.GET.get("avant")))
    facts = {"form": form, "rules": page.items, "next_before": page.next_before, "severities": Severity.choices}
    return form.answered(render(request, "moderation/lists.html", facts))


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Return every domain as CSV, as the import reads it."""
    _administrator(request)
    response = csv_file("domaines.csv", lists.COLUMNS)
    csv.writer(response).writerows((rule.domain, rule.severity, plain(rule.reason)) for rule in every_rule())
    return response


@require_POST
def drop(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Let a domain in again."""
    lists.drop(administrator=_administrator(request), rule_id=rule_id)
    messages.success(request, gettext("Ce domaine n’est plus bloqué."))
    return redirect("moderation_lists")


def _administrator(request: HttpRequest) -> Account:
    account = moderator_of(request)
    may_administer(account)
    return account
