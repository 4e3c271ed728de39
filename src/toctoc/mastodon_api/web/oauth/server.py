"""The authorization server: oauthlib's endpoints around our answers."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    ClientCredentialsGrant,
    RefreshTokenGrant,
    ResourceOwnerPasswordCredentialsGrant,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256

from toctoc.mastodon_api.web.oauth.grants import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    PASSWORD,
    REFRESH_TOKEN,
    Grants,
    grants_here,
    lasts,
)
from toctoc.people.rules.scopes import OFFLINE

FORM = "application/x-www-form-urlencoded"


class Codes(AuthorizationCodeGrant):
    """Codes, with S256 alone: a plain challenge protects from nobody who reads the request."""

    _code_challenge_methods = {"S256": code_challenge_method_s256}


class Tokens(BearerToken):
    """Tokens, and one that renews them for the apps that ask for it."""

    def create_token(self, request: Any, refresh_token: bool = False, **more: object) -> dict[str, object]:  # noqa: ANN401, FBT001, FBT002 oauthlib's signature
        """Make a token."""
        made: dict[str, object] = super().create_token(
            request, refresh_token=refresh_token and OFFLINE in request.scopes, **more
        )
        return made


class Server(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint):
    """The three endpoints."""

    def __init__(self) -> None:
        answers = Grants()
        codes = Codes(answers)
        tokens = Tokens(
            answers,
            token_generator=lambda _request: secrets.token_urlsafe(32),
            expires_in=lambda request: lasts(request.scopes, OFFLINE),
        )
        known = {
            AUTHORIZATION_CODE: codes,
            CLIENT_CREDENTIALS: ClientCredentialsGrant(answers),
            REFRESH_TOKEN: RefreshTokenGrant(answers),
            PASSWORD: ResourceOwnerPasswordCredentialsGrant(answers),
        }
        AuthorizationEndpoint.__init__(self, "code", tokens, {"code": codes})
        TokenEndpoint.__init__(self, AUTHORIZATION_CODE, tokens, {name: known[name] for name in grants_here()})
        RevocationEndpoint.__init__(self, answers)


def issuer() -> str:
    """Return what this server calls itself among authorization servers, as Mastodon does: with a slash at its end."""
    return f"{settings.ENVIRONMENT.base_url}/"


def address(path: str) -> str:
    """Return the address of an endpoint."""
    return f"{settings.ENVIRONMENT.base_url}{path}"


def sent(tree: dict[str, object]) -> str:
    """Return parameters as the form that oauthlib reads; one that came several times does so again."""
    pairs: list[tuple[str, str]] = []
    for name, value in tree.items():
        values = value if isinstance(value, list) else [value]
        pairs += [(name, str(each)) for each in values if isinstance(each, str | int | float)]
    return urlencode(pairs)
