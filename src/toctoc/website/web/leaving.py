"""Leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from toctoc.people.policies import account_of, reader_of
from toctoc.people.queries import actors_of
from toctoc.website.services.departures import say_goodbye

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and erase the account of who gave the password again and confirms."""
    account = account_of(request)
    raise_if_reauthentication_required(request, app="account")
    if request.method == "POST":
        secret = say_goodbye(account=account, speaking=reader_of(request))
        logout(request)
        messages.success(request, gettext("Votre compte est supprimé. Merci de votre passage."))
        return redirect("rights_receipt", secret)
    return render(request, "settings/leave.html", {"mine": actors_of(account)})
