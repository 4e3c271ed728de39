"""Bearer tokens: issue one, revoke it, recognise the one a request carries.

A token speaks as one actor of an account: the one that was chosen when an app was let in, or the account's first.
An app has tokens of its own besides, which speak as nobody. Those that apps obtain by OAuth and those that an operator
prints are the same rows, and of each the database keeps a digest only.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from oauth2_provider.models import get_access_token_model, get_refresh_token_model

from toctoc.kernel import clock
from toctoc.kernel.events import publish
from toctoc.people.events import TokenRevoked
from toctoc.people.models import Actor, TokenVoice
from toctoc.people.rules.scopes import is_covered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet
    from oauth2_provider.models import AbstractAccessToken

    from toctoc.people.models import Account

AccessToken = get_access_token_model()
RefreshToken = get_refresh_token_model()

READ = "read"
WRITE = "write"
WRITE_STATUSES = "write:statuses"
# What an operator's token may do: everything our API does.
ALL_SCOPES = (READ, WRITE, WRITE_STATUSES)
# From when it is issued for an operator's token; from its last day of use for an app's.
VALIDITY = timedelta(days=365)

# A token revoked by another process is refused here this many seconds later, at most.
REMEMBERED = 30.0
MOST_REMEMBERED = 2_000


class Hindrance(Enum):
    """Why a token that somebody holds does not work now."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token it is and what it may do."""

    # None for the token of an app itself.
    account_id: int | None
    # None for the same, and while the account has no actor.
    actor_id: int | None
    scopes: frozenset[str]
    expires_at: datetime
    # None for a token that an operator printed.
    application_id: int | None
    token_id: int

    def allows(self, scope: str) -> bool:
        """Tell whether the token may do what a scope lets do: it has it, or a broader one that covers it."""
        return is_covered(scope, self.scopes)

    @property
    def may_read(self) -> bool:
        """Whether the token may read what its actor may read."""
        return READ in self.scopes

    @property
    def may_write(self) -> bool:
        """Whether the token may write in its actor's name."""
        return WRITE in self.scopes or WRITE_STATUSES in self.scopes


# By checksum: the bearer, and until when (monotonic seconds) it is believed without asking the database.
_remembered: OrderedDict[str, tuple[Bearer, float]] = OrderedDict()


@transaction.atomic
def issue_token(*, account: Account, scopes: Iterable[str] = ALL_SCOPES) -> str:
    """Return a new token for an account, valid a year; it can be read this once."""
    token = secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        user=account, token=token, scope=" ".join(scopes), expires=clock.now() + VALIDITY, application=None
    )
    # Its checksum is enough to recognise it: whoever reads a copy of the database speaks as nobody.
    AccessToken.objects.filter(pk=made.pk).update(token="")
    TokenVoice.objects.create(token=made, used_on=clock.now().date())
    return token


def revoke_token(*, token: str) -> None:
    """Make a token useless, here at once and in other processes within :data:`REMEMBERED` seconds."""
    revoke_tokens(tokens=AccessToken.objects.filter(token_checksum=checksum_of(token)))
    _remembered.pop(checksum_of(token), None)


@transaction.atomic
def revoke_tokens(*, tokens: QuerySet[AbstractAccessToken]) -> int:
    """Delete tokens, what renews them, and the streams opened with them; return how many there were."""
    rows = list(tokens.values_list("pk", "voice__actor_id", "user__actors"))
    ids = {pk for pk, _, _ in rows}
    RefreshToken.objects.filter(access_token__in=ids).delete()
    AccessToken.objects.filter(pk__in=ids).delete()
    for actor_id in sorted({spoken or own for _, spoken, own in rows if spoken or own}):
        publish(TokenRevoked(actor_id=actor_id))
    return len(ids)


def bearer_of(token: str) -> Bearer | None:
    """Return whose token it is, or ``None`` when it is unknown, expired, or its account may not sign in."""
    checksum = checksum_of(token)
    bearer, until = _remembered.get(checksum, (None, 0.0))
    if bearer is None or time.monotonic() > until:
        bearer = _stored_bearer(checksum)
        _remember(checksum, bearer)
    return bearer if bearer is not None and bearer.expires_at > clock.now() else None


def actor_id_of(bearer: Bearer) -> int | None:
    """Return the id of the actor a bearer speaks as."""
    return bearer.actor_id


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose token it is that may not work yet; ``account_id`` is empty for an app's own, and for a decoy."""

    account_id: int | None
    application_id: int | None
    hindrance: Hindrance | None


def holder_of(token: str) -> Holder | None:
    """Return whose token it is, also while it waits; ``None`` when it is unknown or expired."""
    row = _row_of(checksum_of(token))
    if row is None or row["expires"] <= clock.now():
        return None
    return Holder(row["user_id"], row["application_id"], _hindrance(row))


def hindrance_of(token: str) -> Hindrance | None:
    """Return what keeps a token from working that exists and has not expired; ``None`` when that is not why."""
    holder = holder_of(token)
    return holder.hindrance if holder is not None else None


def _stored_bearer(checksum: str) -> Bearer | None:
    row = _row_of(checksum)
    if row is None or _hindrance(row) is not None:
        return None
    today = clock.now().date()
    expires = row["expires"]
    if row["voice__used_on"] is not None and row["voice__used_on"] < today and expires > clock.now():
        expires = _used(row, today)
    actor_id = row["voice__actor_id"] or row["first_actor"]
    scopes = frozenset(row["scope"].split())
    return Bearer(row["user_id"], actor_id, scopes, expires, row["application_id"], row["pk"])


def _row_of(checksum: str) -> dict[str, Any] | None:
    first_actor = Actor.objects.filter(account=OuterRef("user")).order_by("id").values("id")[:1]
    confirmed = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    found: QuerySet[Any] = AccessToken.objects.filter(token_checksum=checksum)
    row: dict[str, Any] | None = found.values(
        "pk", "user_id", "scope", "expires", "application_id",
        "voice__actor_id", "voice__used_on", "voice__is_renewed", "voice__is_decoy",
        "user__is_active", "user__approved_at", "user__registered_itself",
        first_actor=Subquery(first_actor), is_confirmed=Exists(confirmed),
    ).first()  # fmt: skip
    return row


def _hindrance(row: dict[str, Any]) -> Hindrance | None:
    if row["voice__is_decoy"]:
        return Hindrance.UNCONFIRMED
    if row["user_id"] is None:
        return None
    if not row["user__is_active"]:
        return Hindrance.DISABLED
    # An operator's word is enough for the tokens that an operator prints.
    asks_to_confirm = settings.ENVIRONMENT.email_confirmation and row["application_id"] is not None
    if asks_to_confirm and row["user__registered_itself"] and not row["is_confirmed"]:
        return Hindrance.UNCONFIRMED
    return Hindrance.WAITING if row["user__approved_at"] is None else None


def _used(row: dict[str, Any], today: date) -> datetime:
    """Note the day, and give an app's token another year; return when it expires."""
    expires: datetime = clock.now() + VALIDITY if row["voice__is_renewed"] else row["expires"]
    # Nobody is refused because a day could not be noted.
    with suppress(DatabaseError), transaction.atomic():
        TokenVoice.objects.filter(pk=row["pk"]).update(used_on=today)
        if row["voice__is_renewed"]:
            AccessToken.objects.filter(pk=row["pk"]).update(expires=expires)
    return expires


def _remember(checksum: str, bearer: Bearer | None) -> None:
    _remembered.pop(checksum, None)
    if bearer is None or (bearer.actor_id is None and bearer.account_id is not None):
        return
    _remembered[checksum] = (bearer, time.monotonic() + REMEMBERED)
    while len(_remembered) > MOST_REMEMBERED:
        _remembered.popitem(last=False)


def checksum_of(token: str) -> str:
    """Return what the database keeps of a token, a code or a secret: each is random enough for a plain digest."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@receiver([post_delete, post_save], sender=AccessToken)
def _forget(instance: AbstractAccessToken, **_: object) -> None:
    """Believe the row again only after looking: the OAuth endpoints revoke tokens without us."""
    _remembered.pop(instance.token_checksum, None)
