"""Apps: register one, let it in with a code, exchange the code, forget the apps that nobody uses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from oauth2_provider.models import get_access_token_model, get_application_model, set_token_value

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.people.models import AppCard, AuthorizationCode, TokenVoice
from toctoc.people.rules.redirects import redirects_in
from toctoc.people.rules.scopes import READ, scopes_in
from toctoc.people.services.tokens import VALIDITY, checksum_of, revoke_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oauth2_provider.models import AbstractAccessToken, AbstractApplication

    from toctoc.people.models import Account, Actor

AccessToken = get_access_token_model()
Application = get_application_model()

LONGEST_NAME = 60
LONGEST_WEBSITE = 2_000
# Long enough to carry a code to an app by hand; the most that RFC 6749, 4.1.2 recommends.
CODE_LASTS = timedelta(minutes=10)
# A code that comes again within this time ends the tokens it gave.
CODE_KEPT = timedelta(days=1)
NEVER_USED_KEPT = timedelta(days=30)
UNUSED_KEPT = timedelta(days=730)
BATCH = 200


@dataclass(frozen=True, slots=True)
class AppDraft:
    """What an app says of itself; ``is_public`` when it cannot keep a secret."""

    name: str
    redirects: Sequence[str]
    scopes: str
    website: str
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """What somebody lets an app do, as one of their actors."""

    scopes: Sequence[str]
    redirect_uri: str
    challenge: str


@transaction.atomic
def register_app(*, draft: AppDraft) -> tuple[AbstractApplication, str]:
    """Register an app; return it with its secret, which can be read this once. Raises :class:`Invalid`."""
    name, website = " ".join(draft.name.split()), draft.website.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid("Une application a un nom de 1 à 60 caractères.", field="client_name")
    if website and (len(website) > LONGEST_WEBSITE or not website.startswith(("https://", "http://"))):
        raise Invalid("Le site d’une application commence par https://.", field="website")
    redirects, scopes = redirects_in(draft.redirects), scopes_in(draft.scopes) or (READ,)
    secret = secrets.token_urlsafe(32)
    app = Application.objects.create(
        name=name,
        client_id=secrets.token_urlsafe(32),
        # A digest already: the secret is random, so that a slow one would protect nothing more.
        client_secret=checksum_of(secret),
        hash_client_secret=False,
        client_type=Application.CLIENT_PUBLIC if draft.is_public else Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(redirects),
    )
    AppCard.objects.create(application=app, website=website, scopes=" ".join(scopes))
    return app, secret


def give_code(*, app: AbstractApplication, account: Account, actor: Actor, leave: Leave, code: str) -> None:
    """Keep what somebody lets an app do, under the digest of a code."""
    AuthorizationCode.objects.create(
        digest=checksum_of(code),
        application=app,
        account=account,
        actor=actor,
        redirect_uri=leave.redirect_uri,
        scopes=" ".join(leave.scopes),
        challenge=leave.challenge,
        expires_at=clock.now() + CODE_LASTS,
    )


def code_given(*, app: AbstractApplication, code: str) -> AuthorizationCode | None:
    """Return what a code of this app stands for while it can be exchanged; one that comes again ends its tokens."""
    found = AuthorizationCode.objects.filter(digest=checksum_of(code), application=app)
    given = found.select_related("account", "actor").first()
    if given is None:
        return None
    if given.spent_at is not None:
        # Somebody else has it too (RFC 6749, 10.5).
        revoke_tokens(tokens=AccessToken.objects.filter(voice__code=given.digest))
        return None
    is_own = given.actor.account_id == given.account_id
    return given if is_own and given.expires_at > clock.now() else None


def spend_code(*, given: AuthorizationCode) -> bool:
    """Take a code, once; tell whether it was still there to be taken."""
    fresh = AuthorizationCode.objects.filter(pk=given.pk, spent_at=None)
    return bool(fresh.update(spent_at=clock.now()))


def voice_token(*, token: AbstractAccessToken, actor: Actor | None, is_renewed: bool, code: str = "") -> None:
    """Say whom a new token of an app speaks as, and that the app is used."""
    today = clock.now().date()
    TokenVoice.objects.create(token=token, actor=actor, is_renewed=is_renewed, used_on=today, code=code)
    AppCard.objects.filter(application=token.application_id).update(used_on=today)


@transaction.atomic
def give_token(*, app_id: int, account: Account, actor: Actor | None) -> tuple[str, str]:
    """Return a token of an app for somebody who signed up through it, and its scopes: all that the app registered."""
    made, token = _made(app_id, account)
    voice_token(token=made, actor=actor, is_renewed=True)
    return token, made.scope


@transaction.atomic
def give_decoy(*, app_id: int) -> tuple[str, str]:
    """Return a token like those of who signs up, that waits for ever for an address to be confirmed."""
    made, token = _made(app_id, None)
    TokenVoice.objects.create(token=made, used_on=clock.now().date(), is_decoy=True)
    return token, made.scope


def _made(app_id: int, account: Account | None) -> tuple[AbstractAccessToken, str]:
    token = secrets.token_urlsafe(32)
    scopes = AppCard.objects.values_list("scopes", flat=True).get(application=app_id)
    made = AccessToken(user=account, scope=scopes, expires=clock.now() + VALIDITY, application_id=app_id)
    set_token_value(made, token)
    made.save()
    return made, token


def forget_codes() -> int:
    """Delete the codes whose day is over; return how many."""
    deleted, _ = AuthorizationCode.objects.filter(expires_at__lte=clock.now() - CODE_KEPT).delete()
    return deleted


def forget_unused_apps() -> int:
    """Delete apps that never had a token for a month, or for two years; return how many."""
    now = clock.now()
    never = Q(card__used_on=None, created__lte=now - NEVER_USED_KEPT)
    no_more = Q(card__used_on__lte=(now - UNUSED_KEPT).date())
    held = Exists(AccessToken.objects.filter(application=OuterRef("pk")))
    unused = list(Application.objects.filter(~held, never | no_more).values_list("pk", flat=True)[:BATCH])
    Application.objects.filter(pk__in=unused).delete()
    return len(unused)
