"""Sign up by an app: https://docs.joinmastodon.org/methods/accounts/#create.

The form of the site's own page decides who may, under which name and with which password: there is one sign-up.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.utils import get_form_class
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from toctoc.kernel.errors import Invalid
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.oauth.brakes import brake
from toctoc.mastodon_api.web.oauth.confirming import write_to_confirm
from toctoc.mastodon_api.web.replies import NotSaid, OutsideScopes, Reply, failed, said
from toctoc.people.queries import first_actor_of, is_handle_taken
from toctoc.people.rules.handles import LONGEST, RESERVED
from toctoc.people.services.apps import give_decoy, give_token
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.models import Account

ACCOUNTS = Limit("oauth.accounts", 20, timedelta(hours=1))
SHORTEST = 2
# The site's fields by those of the protocol.
FIELDS = {"handle": "username", "email": "email", "password1": "password", "display_name": "username"}
# What allauth and Django call a fault.
CODES = {"required": "ERR_BLANK", "password_too_short": "ERR_TOO_SHORT", "email_taken": "ERR_TAKEN"}

Details = dict[str, list[dict[str, str]]]


class AccountIn(msgspec.Struct):
    """Who wants to take part."""

    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool = False
    locale: str = ""


class Closed(NotSaid):
    """Nobody signs up here."""

    status = 403
    words = "This action is not allowed"


@endpoint(
    "POST",
    "api/v1/accounts",
    scope="write:accounts",
    access=Access.APP,
    differs="`reason` and `date_of_birth` are not kept: nothing is asked here that is not used.",
)
def sign_up(call: Call) -> Reply:
    """Make an account, and return a token for the app that asked: good at once, or once the address is confirmed."""
    bearer = call.bearer
    if bearer is None or bearer.application_id is None or bearer.account_id is not None:
        raise OutsideScopes
    if not get_adapter().is_open_for_signup(call.request):
        raise Closed
    brake(call.request, ACCOUNTS)
    asked = call.read(AccountIn)
    # allauth looks into a session, which nobody has here: an empty one, that is not kept.
    call.request.session = SessionStore()
    language = asked.locale[:2].lower()
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language), request_context(call.request):
        return _signed_up(call, asked, bearer.application_id)


def _signed_up(call: Call, asked: AccountIn, app_id: int) -> Reply:
    form = get_form_class(app_settings.FORMS, "signup", None)(
        data={"email": asked.email, "password1": asked.password, "handle": asked.username, "kind": "person"}
    )
    details = _details(form, asked)
    if details:
        return _not_made(details)
    if form.account_already_exists:
        return _as_if(asked, app_id)
    try:
        with transaction.atomic():
            account: Account = form.save(call.request)
            token, scopes = give_token(app_id=app_id, account=account, actor=first_actor_of(account))
    except Invalid as error:
        # Somebody was faster, or had the name before; or the guard finds fault with a name that is a handle.
        code = "ERR_TAKEN" if error.field == "handle" else "ERR_INVALID"
        return _not_made({"username": [_fault(code, error.say(gettext))]})
    if settings.ENVIRONMENT.email_confirmation:
        write_to_confirm(EmailAddress.objects.get(user=account))
    return _token(token, scopes)


def _as_if(asked: AccountIn, app_id: int) -> Reply:
    """Answer as for a new address: who has an account here is nobody's business; its owner is told by mail."""
    if not settings.ENVIRONMENT.email_confirmation:
        return _not_made({"email": [_fault("ERR_TAKEN", gettext("Un compte a déjà cette adresse."))]})
    # As long as a real password takes.
    make_password(asked.password)
    pages = {"signup_url": _page("account_signup"), "password_reset_url": _page("account_reset_password")}
    get_adapter().send_mail("account/email/account_already_exists", asked.email, pages)
    return _token(*give_decoy(app_id=app_id))


def _page(name: str) -> str:
    """Return the address of a page, from among those of the whole site: here are those of the API alone."""
    return f"{settings.ENVIRONMENT.base_url}{reverse(name, urlconf=settings.ROOT_URLCONF)}"


def _token(token: str, scopes: str) -> Reply:
    return said({"access_token": token, "token_type": "Bearer", "scope": scopes, "created_at": int(time.time())})


def _details(form: Any, asked: AccountIn) -> Details:  # noqa: ANN401 allauth's forms have no types
    found: Details = {}
    if not form.is_valid():
        for field, errors in form.errors.as_data().items():
            for error in errors:
                code = _code(field, error.code or "", asked)
                found.setdefault(FIELDS.get(field, field), []).append(_fault(code, " ".join(error.messages)))
    if not asked.agreement:
        found["agreement"] = [_fault("ERR_ACCEPTED", gettext("Acceptez les règles de ce lieu."))]
    return found


def _code(field: str, code: str, asked: AccountIn) -> str:
    """Return how Mastodon calls a fault."""
    if code in CODES:
        return CODES[code]
    if field == "email":
        return "ERR_INVALID" if code == "invalid" else "ERR_BLOCKED"
    return _code_of_name(asked.username.strip().removeprefix("@").lower()) if field == "handle" else "ERR_INVALID"


def _code_of_name(name: str) -> str:
    if name in RESERVED:
        return "ERR_RESERVED"
    if not SHORTEST <= len(name) <= LONGEST:
        return "ERR_TOO_SHORT" if len(name) < SHORTEST else "ERR_TOO_LONG"
    return "ERR_TAKEN" if is_handle_taken(name) else "ERR_INVALID"


def _fault(code: str, words: str) -> dict[str, str]:
    return {"error": code, "description": words}


def _not_made(details: Details) -> Reply:
    words = ", ".join(fault["description"] for faults in details.values() for fault in faults)
    return failed(422, f"Validation failed: {words}", details=details)
