"""Confirm the address of who signed up by an app: a letter with a link, and the page it leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.core.context import request_context
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from toctoc.mastodon_api.web.endpoints import Access, endpoint, token_in
from toctoc.mastodon_api.web.oauth.brakes import brake
from toctoc.mastodon_api.web.replies import EMPTY, NotSaid, Reply, said
from toctoc.people.services.tokens import Hindrance, Holder, holder_of
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.mastodon_api.web.calls import Call

LETTERS = Limit("oauth.letters", 5, timedelta(hours=1))


class LetterIn(msgspec.Struct):
    """Another letter; ``email`` is read, so that apps may send it, and changes nothing."""

    email: str = ""


class NotWaiting(NotSaid):
    """The address is confirmed already."""

    status = 403
    words = "This method is only available while the e-mail is awaiting confirmation"


def write_to_confirm(address: EmailAddress) -> None:
    """Write to an address with the link by which it is confirmed."""
    key = EmailConfirmationHMAC(address).key
    link = f"{settings.ENVIRONMENT.base_url}{reverse('oauth_confirm', kwargs={'key': key})}"
    get_adapter().send_mail("oauth/email/confirm", address.email, {"activate_url": link})


@endpoint(
    "POST",
    "api/v1/emails/confirmations",
    access=Access.HOLDER,
    differs="Another address is not taken: it is changed on the site, after signing in.",
)
def confirmations(call: Call) -> Reply:
    """Write again to who has not confirmed yet."""
    holder = _holder(call)
    if holder.hindrance is not Hindrance.UNCONFIRMED:
        raise NotWaiting
    call.read(LetterIn)
    brake(call.request, LETTERS)
    address = EmailAddress.objects.filter(user=holder.account_id, verified=False).first()
    if holder.account_id is not None and address is not None:
        with request_context(call.request):
            write_to_confirm(address)
    return EMPTY


@endpoint("GET", "api/v1/emails/check_confirmation", access=Access.HOLDER)
def check_confirmation(call: Call) -> Reply:
    """Tell whether the address is confirmed."""
    return said(_holder(call).hindrance is not Hindrance.UNCONFIRMED)


def _holder(call: Call) -> Holder:
    holder = holder_of(token_in(call.request))
    if holder is None or (holder.account_id is None and holder.hindrance is None):
        raise NotSaid
    return holder


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm the address that a letter was written to, by a button: scanners of mail open every link."""
    confirmation = EmailConfirmationHMAC.from_key(key)
    if confirmation is not None and request.method == "POST" and confirmation.confirm(request):
        return render(request, "oauth/confirmed.html")
    return render(request, "oauth/confirm.html", {"confirmation": confirmation}, status=200 if confirmation else 404)
