"""The page of settings where somebody sees which apps may act in their name, and ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.web.oauth.words import words_of
from toctoc.people.policies import account_of
from toctoc.people.services.tokens import AccessToken, revoke_tokens

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Account


_ID = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Held:
    """A token that somebody's app holds; ``name`` is empty for one that an operator printed."""

    pk: int
    name: str
    handle: str
    given_at: datetime
    used_on: date | None
    words: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def apps(request: HttpRequest) -> HttpResponse:
    """Show the tokens of an account, and revoke one."""
    account = account_of(request)
    if request.method == "POST":
        _revoke(account, request.POST.get("jeton", ""))
        messages.success(request, gettext("L’accès est retiré."))
        return redirect("settings_apps")
    return render(request, "settings/apps.html", {"held": held_by(account)})


def held_by(account: Account) -> list[Held]:
    """Return the tokens of an account that are good still, the newest first."""
    good = AccessToken.objects.filter(user=account, expires__gt=clock.now()).order_by("-pk")
    rows = good.values_list(
        "pk", "application__name", "voice__actor__handle", "created", "voice__used_on", "scope", named=True
    )
    return [
        Held(
            row.pk,
            row.application__name or "",
            row.voice__actor__handle or "",
            row.created,
            row.voice__used_on,
            words_of(frozenset(row.scope.split())),
        )
        for row in rows
    ]


def id_in(said: str) -> int:
    """Return an id that a form sent; raise :class:`Missing` for what cannot be one."""
    if not _ID.fullmatch(said):
        raise Missing
    return int(said)


def _revoke(account: Account, said: str) -> None:
    """Revoke a token of the account; raise :class:`Missing` for anybody else's. One that is gone stays gone."""
    tokens = AccessToken.objects.filter(pk=id_in(said))
    if tokens.exclude(user=account).exists():
        raise Missing
    revoke_tokens(tokens=tokens)
