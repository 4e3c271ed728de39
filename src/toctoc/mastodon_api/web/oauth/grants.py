"""What oauthlib asks of an authorization server, answered from our rows.

django-oauth-toolkit's answers are kept where they fit: who an app is, how tokens are renewed and reused ones found.
Ours differ where Mastodon's clients do (one app uses several grants, scopes cover each other) and where a copy of the
database would tell too much (codes and secrets are digests).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import Q
from django.utils.crypto import constant_time_compare
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2 import InvalidGrantError

from toctoc.people.models import AppCard, TokenVoice
from toctoc.people.policies import takes_part
from toctoc.people.queries import first_actor_of
from toctoc.people.rules.redirects import is_one_of
from toctoc.people.rules.scopes import READ, are_covered
from toctoc.people.services.apps import Leave, code_given, give_code, spend_code, voice_token
from toctoc.people.services.tokens import VALIDITY, AccessToken, checksum_of, revoke_tokens

if TYPE_CHECKING:
    from datetime import datetime

    from oauth2_provider.models import AbstractAccessToken, AbstractApplication, AbstractRefreshToken

    # oauthlib's request: whatever parameters an app sent, and what is found on the way.
    Asked = Any

AUTHORIZATION_CODE, CLIENT_CREDENTIALS = "authorization_code", "client_credentials"
REFRESH_TOKEN, PASSWORD = "refresh_token", "password"  # words of the protocol
# Tokens that can be renewed last an evening; the others are given another year by each day of use.
RENEWABLE_LASTS = timedelta(hours=2)


def grants_here() -> tuple[str, ...]:
    """Return the grants that apps may use; passwords only where one tries the program out, on this very machine."""
    usual = (AUTHORIZATION_CODE, CLIENT_CREDENTIALS, REFRESH_TOKEN)
    return usual if settings.ENVIRONMENT.email_confirmation else (*usual, PASSWORD)


def scopes_of(app: AbstractApplication) -> frozenset[str]:
    """Return the scopes an app registered."""
    said = AppCard.objects.filter(application=app.pk).values_list("scopes", flat=True).first() or READ
    return frozenset(said.split())


class Grants(OAuth2Validator):
    """The answers."""

    def _check_secret(self, provided_secret: str, stored_secret: str) -> bool:
        return constant_time_compare(checksum_of(provided_secret), stored_secret)

    def validate_grant_type(self, _client_id: str, grant_type: str, *_: Asked, **__: Asked) -> bool:
        """Let every app use every grant there is."""
        return grant_type in grants_here()

    def validate_response_type(self, _client_id: str, response_type: str, *_: Asked, **__: Asked) -> bool:
        """Answer with codes alone: tokens in addresses stay in histories and logs (RFC 9700, 2.1.2)."""
        return response_type == "code"

    def validate_redirect_uri(self, _client_id: str, redirect_uri: str, request: Asked, *_: Asked, **__: Asked) -> bool:
        """Compare letter by letter."""
        return is_one_of(redirect_uri, request.client.redirect_uris.split())

    def validate_scopes(
        self, _client_id: str, scopes: list[str], client: AbstractApplication, *_: Asked, **__: Asked
    ) -> bool:
        """Let an app ask for what it registered, or for less."""
        return are_covered(scopes, scopes_of(client))

    def get_default_scopes(self, _client_id: str, request: Asked, *_: Asked, **__: Asked) -> list[str]:
        """Return what an app is given that asks for nothing in particular."""
        registered = scopes_of(request.client)
        return [READ] if are_covered([READ], registered) else sorted(registered)

    def is_pkce_required(self, _client_id: str, request: Asked) -> bool:
        """Ask PKCE of apps that keep no secret; the others may go without, as several do."""
        return bool(request.client.client_type == request.client.CLIENT_PUBLIC)

    def save_authorization_code(
        self, _client_id: str, code: dict[str, str], request: Asked, *_: Asked, **__: Asked
    ) -> None:
        """Keep what was let."""
        leave = Leave(request.scopes, request.redirect_uri, request.code_challenge or "")
        give_code(app=request.client, account=request.user, actor=request.actor, leave=leave, code=code["code"])

    def validate_code(
        self, _client_id: str, code: str, client: AbstractApplication, request: Asked, *_: Asked, **__: Asked
    ) -> bool:
        """Find what a code stands for."""
        given = code_given(app=client, code=code)
        # A verifier for a code without a challenge: somebody took the challenge away (RFC 9700, 2.1.1).
        if given is None or not takes_part(given.account) or (request.code_verifier and not given.challenge):
            return False
        request.given, request.user, request.actor = given, given.account, given.actor
        request.scopes = given.scopes.split()
        return True

    def get_code_challenge(self, _code: str, request: Asked) -> str | None:
        """Return the challenge that came with a code."""
        return request.given.challenge or None

    def get_code_challenge_method(self, _code: str, _request: Asked) -> str:
        """Return the only method there is."""
        return "S256"

    def confirm_redirect_uri(
        self, _client_id: str, _code: str, redirect_uri: str, _client: AbstractApplication, request: Asked, *_: Asked
    ) -> bool:
        """Compare with the address that the code was sent to."""
        return bool(request.given.redirect_uri == redirect_uri)

    def invalidate_authorization_code(self, _client_id: str, code: str, request: Asked, *_: Asked, **__: Asked) -> None:
        """Nothing more: the code was spent in the transaction that made the token."""

    def validate_user(
        self, username: str, password: str, _client: AbstractApplication, request: Asked, *_: Asked, **__: Asked
    ) -> bool:
        """Believe a password; never where a second factor would be asked."""
        account = authenticate(None, username=username, password=password)
        if account is None or not takes_part(account) or is_mfa_enabled(account):
            return False
        request.user, request.actor = account, first_actor_of(account)
        return True

    def validate_refresh_token(
        self, refresh_token: str, client: AbstractApplication, request: Asked, *_: Asked, **__: Asked
    ) -> bool:
        """Find whose token is renewed, and whom it speaks as."""
        if not super().validate_refresh_token(refresh_token, client, request) or not takes_part(request.user):
            return False
        last = TokenVoice.objects.filter(token=request.refresh_token_instance.access_token_id).first()
        request.last_voice, request.actor = last, last.actor if last is not None else None
        return last is not None

    def revoke_token(self, token: str, _token_type_hint: str, request: Asked, *_: Asked, **__: Asked) -> None:
        """Revoke a token of this app, by itself or by the one that renews it; of another's say nothing."""
        checksum = checksum_of(token)
        named = Q(token_checksum=checksum) | Q(refresh_token__token_checksum=checksum, refresh_token__revoked=None)
        revoke_tokens(tokens=AccessToken.objects.filter(named, application=request.client))

    def _save_bearer_token(self, token: dict[str, Any], request: Asked, *args: Asked, **kwargs: Asked) -> None:
        if request.grant_type == AUTHORIZATION_CODE and not spend_code(given=request.given):
            # Somebody was faster by a moment.
            raise InvalidGrantError(request=request)
        super()._save_bearer_token(token, request, *args, **kwargs)

    def _create_access_token(
        self,
        expires: datetime,
        request: Asked,
        token: dict[str, Any],
        source_refresh_token: AbstractRefreshToken | None = None,
    ) -> AbstractAccessToken:
        made: AbstractAccessToken = super()._create_access_token(expires, request, token, source_refresh_token)
        if request.grant_type == CLIENT_CREDENTIALS:
            voice_token(token=made, actor=None, is_renewed=True)
            return made
        code = request.given.digest if request.grant_type == AUTHORIZATION_CODE else ""
        if request.grant_type == REFRESH_TOKEN:
            code = request.last_voice.code
        voice_token(token=made, actor=request.actor, is_renewed="refresh_token" not in token, code=code)
        return made


def lasts(scopes: list[str], renewable: str) -> int:
    """Return for how many seconds a token with these scopes is good."""
    return int((RENEWABLE_LASTS if renewable in scopes else VALIDITY).total_seconds())
