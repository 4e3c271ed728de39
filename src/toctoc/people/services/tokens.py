"""Bearer tokens: issue one, revoke it, recognise the one a request carries.

A token belongs to an account and speaks as the account's first actor. Those that apps obtain by OAuth and those that
an operator prints are the same rows.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from oauth2_provider.models import get_access_token_model

from toctoc.kernel import clock
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from oauth2_provider.models import AbstractAccessToken

    from toctoc.people.models import Account

AccessToken = get_access_token_model()

READ = "read"
WRITE = "write"
WRITE_STATUSES = "write:statuses"
# What an operator's token may do: everything our API does.
ALL_SCOPES = (READ, WRITE, WRITE_STATUSES)
VALIDITY = timedelta(days=365)

# A token revoked by another process is refused here this many seconds later, at most.
REMEMBERED = 30.0
MOST_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token it is and what it may do."""

    account_id: int
    # None while the account has no actor.
    actor_id: int | None
    scopes: frozenset[str]
    expires_at: datetime

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


def issue_token(*, account: Account, scopes: Iterable[str] = ALL_SCOPES) -> str:
    """Return a new token for an account, valid a year; it can be read this once."""
    token = secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        user=account, token=token, scope=" ".join(scopes), expires=clock.now() + VALIDITY, application=None
    )
    # Its checksum is enough to recognise it: whoever reads a copy of the database speaks as nobody.
    AccessToken.objects.filter(pk=made.pk).update(token="")
    return token


def revoke_token(*, token: str) -> None:
    """Make a token useless, here at once and in other processes within :data:`REMEMBERED` seconds."""
    AccessToken.objects.filter(token_checksum=_checksum(token)).delete()
    _remembered.pop(_checksum(token), None)


def bearer_of(token: str) -> Bearer | None:
    """Return whose token it is, or ``None`` when it is unknown, expired, or its account may not sign in."""
    checksum = _checksum(token)
    bearer, until = _remembered.get(checksum, (None, 0.0))
    if bearer is None or time.monotonic() > until:
        bearer = _stored_bearer(checksum)
        _remember(checksum, bearer)
    return bearer if bearer is not None and bearer.expires_at > clock.now() else None


def actor_id_of(bearer: Bearer) -> int | None:
    """Return the id of the actor a bearer speaks as: its account's oldest."""
    return bearer.actor_id


def _stored_bearer(checksum: str) -> Bearer | None:
    first_actor = Actor.objects.filter(account=OuterRef("user")).order_by("id").values("id")[:1]
    row = (
        AccessToken.objects.filter(token_checksum=checksum, user__is_active=True, user__approved_at__isnull=False)
        .values_list("user_id", "scope", "expires", Subquery(first_actor))
        .first()
    )
    return Bearer(row[0], row[3], frozenset(row[1].split()), row[2]) if row else None


def _remember(checksum: str, bearer: Bearer | None) -> None:
    _remembered.pop(checksum, None)
    if bearer is None or bearer.actor_id is None:
        return
    _remembered[checksum] = (bearer, time.monotonic() + REMEMBERED)
    while len(_remembered) > MOST_REMEMBERED:
        _remembered.popitem(last=False)


def _checksum(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@receiver([post_delete, post_save], sender=AccessToken)
def _forget(instance: AbstractAccessToken, **_: object) -> None:
    """Believe the row again only after looking: the OAuth endpoints revoke tokens without us."""
    _remembered.pop(instance.token_checksum, None)
