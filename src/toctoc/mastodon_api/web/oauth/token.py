"""Tokens: https://docs.joinmastodon.org/methods/oauth/#token and the endpoints around it."""

from __future__ import annotations

import time
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from django.views.decorators.csrf import csrf_exempt
from oauthlib.oauth2 import OAuth2Error

from toctoc.mastodon_api.web.calls import Call
from toctoc.mastodon_api.web.oauth.brakes import brake
from toctoc.mastodon_api.web.oauth.grants import grants_here
from toctoc.mastodon_api.web.oauth.server import FORM, Server, address, issuer, sent
from toctoc.mastodon_api.web.replies import REFUSALS, Reply, failed, refusal, response, said
from toctoc.people.rules.scopes import SCOPES
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# One address may be that of a whole hospital.
TOKENS = Limit("oauth.token", 300, timedelta(minutes=5))
# Answers that hold a secret stay in no cache (RFC 6749, 5.1).
UNKEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
# For a person who reads what an app shows of it; the words of Mastodon's own server.
DESCRIPTIONS = {
    "invalid_client": "Client authentication failed due to unknown client, no client authentication included, or "
    "unsupported authentication method.",
    "invalid_grant": "The provided authorization grant is invalid, expired, revoked, does not match the redirection "
    "URI used in the authorization request, or was issued to another client.",
    "invalid_scope": "The requested scope is invalid, unknown, or malformed.",
    "unsupported_grant_type": "The authorization grant type is not supported by the authorization server.",
}


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code, an app's secret or a token that renews for a token."""
    return _answered(request, _given)


@csrf_exempt
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke a token of the app that asks."""
    return _answered(request, _revoked)


def metadata(request: HttpRequest) -> HttpResponse:
    """Tell what this server knows (RFC 8414)."""
    if request.method not in {"GET", "HEAD"}:
        return response(failed(405, "This method is not known here"))
    return response(
        said(
            {
                "issuer": issuer(),
                "authorization_endpoint": address("/oauth/authorize"),
                "token_endpoint": address("/oauth/token"),
                "app_registration_endpoint": address("/api/v1/apps"),
                "revocation_endpoint": address("/oauth/revoke"),
                "userinfo_endpoint": address("/oauth/userinfo"),
                "scopes_supported": SCOPES,
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "code_challenge_methods_supported": ["S256"],
                "grant_types_supported": grants_here(),
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
                "authorization_response_iss_parameter_supported": True,
                "service_documentation": "https://docs.joinmastodon.org/",
            }
        )
    )


def _answered(request: HttpRequest, answer: Callable[[Call], Reply]) -> HttpResponse:
    if request.method != "POST":
        return response(failed(405, "This method is not known here"))
    try:
        brake(request, TOKENS)
        reply = answer(Call(request, None))
    except OAuth2Error as error:
        reply = _refused(error.status_code, error.json)
    except REFUSALS as error:
        reply = refusal(error)
    return response(Reply(reply.body, reply.status, {**reply.headers, **UNKEPT}))


def _given(call: Call) -> Reply:
    status, body = _asked(call, "token")
    if status != HTTPStatus.OK:
        return _refused(status, body)
    made = msgspec.json.decode(body)
    shown = {"access_token": made["access_token"], "token_type": "Bearer", "scope": made["scope"]}
    if "refresh_token" in made:
        shown |= {"refresh_token": made["refresh_token"], "expires_in": made["expires_in"]}
    return said({**shown, "created_at": int(time.time())})


def _revoked(call: Call) -> Reply:
    status, body = _asked(call, "revocation")
    return said({}) if status == HTTPStatus.OK else _refused(status, body)


def _asked(call: Call, endpoint: str) -> tuple[int, str]:
    """Ask oauthlib; return the status and the JSON of its answer."""
    if call.request.META.get("QUERY_STRING"):
        # Addresses stay in logs, and what is asked here is secret (RFC 6749, 2.3.1).
        return 400, '{"error":"invalid_request","error_description":"URL query parameters are not allowed."}'
    headers = {"Content-Type": FORM}
    if authorization := call.request.headers.get("Authorization"):
        # Under the name by which django-oauth-toolkit looks for it.
        headers["HTTP_AUTHORIZATION"] = authorization
    respond = getattr(Server(), f"create_{endpoint}_response")
    _, body, status = respond(address(call.request.path), "POST", sent(call.tree), headers)
    return status, body


def _refused(status: int, body: str) -> Reply:
    error = msgspec.json.decode(body)
    words = error.get("error_description") or DESCRIPTIONS.get(error["error"], "")
    reply = failed(status, error["error"], **({"error_description": words} if words else {}))
    return Reply(
        reply.body, status, {"WWW-Authenticate": 'Basic realm="toctoc"'} if status == HTTPStatus.UNAUTHORIZED else {}
    )
