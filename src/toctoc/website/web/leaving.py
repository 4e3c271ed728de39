"""Take everything along, and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.kernel import clock
from toctoc.people.policies import account_of, reader_of
from toctoc.people.queries import actors_of
from toctoc.website.queries import archive_of
from toctoc.website.services.departures import say_goodbye

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def archive(request: HttpRequest) -> StreamingHttpResponse:
    """Give the account everything that is kept about it and its proofs, as one file."""
    response = StreamingHttpResponse(archive_of(account_of(request)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="toctoc-{clock.now():%Y-%m-%d}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and erase the account of who gave the password again and confirms."""
    account = account_of(request)
    raise_if_reauthentication_required(request, app="account")
    if request.method == "POST":
        say_goodbye(account=account, speaking=reader_of(request))
        logout(request)
        messages.success(request, gettext("Votre compte est supprimé. Merci de votre passage."))
        return redirect("home")
    return render(request, "settings/leave.html", {"mine": actors_of(account)})
