"""Tell browsers that something waits: which kind of news and its number, never whose nor what."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from toctoc.community.models import Notification, PushKey, PushSubscription
from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.webpush import (
    SALT,
    Browser,
    authorization,
    browser_in,
    encrypted,
    encrypted_before,
    headers_before,
    key_from,
    new_key,
    packed,
    padded,
    public_point,
)
from toctoc.community.services.delivery import GONE, Forbidden, Undelivered, deliver
from toctoc.community.services.purposes import DEVICES
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused, Stale
from toctoc.people.models import Actor
from toctoc.people.policies import takes_part
from toctoc.people.services.keys import digest_of, seal, unseal
from toctoc.privacy.services import consents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

_KEY, _BROWSER = "push keys", "push subscriptions"
PUSH = "community.push"
MOST_DEVICES = 10
BATCH = 500
# A push service may keep news for a day for a browser that is off.
KEPT_FOR = 86_400
LAST_ATTEMPT = 5
# What one is told of unless one says otherwise: where somebody waits.
USUAL = frozenset(NotificationKind) - {NotificationKind.FAVOURITE, NotificationKind.FOLLOW, NotificationKind.POLL}


def public_key() -> str:
    """Return the key by which browsers know this server; made at the first question."""
    return packed(public_point(_own_key()))


def _own_key() -> EllipticCurvePrivateKey:
    """Return the key in use; one that cannot be unsealed any more gives way to a new one."""
    for _ in range(2):
        for row in PushKey.objects.filter(is_current=True):
            try:
                return key_from(int(unseal(_KEY, bytes(row.sealed)), 16))
            except Stale:
                PushKey.objects.filter(pk=row.pk).update(is_current=False)
        _make_key()
    raise Refused("La clé du serveur n’a pas pu être lue. Prévenez l’administration.")


def _make_key() -> None:
    fresh = new_key()
    number = f"{fresh.private_numbers().private_value:x}"
    try:
        with transaction.atomic():
            PushKey.objects.create(public=packed(public_point(fresh)), sealed=seal(_KEY, number))
    except IntegrityError:
        # Somebody else made one at the same moment: theirs will do.
        return


@transaction.atomic
def subscribe_browser(*, actor: Actor, browser: Browser, kinds: Sequence[str] = tuple(USUAL)) -> PushSubscription:
    """Tell an actor on a browser from now on; the same browser is one row.

    Raises :class:`Refused` beyond :data:`MOST_DEVICES`, :class:`Invalid` for an unknown kind.
    """
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
    digest = digest_of(_BROWSER, browser.endpoint)
    mine = PushSubscription.objects.filter(actor=actor)
    if not mine.filter(endpoint_digest=digest).exists() and mine.count() >= MOST_DEVICES:
        raise Refused("Vous avez déjà %(most)s appareils. Retirez-en un d’abord.", most=MOST_DEVICES)
    consents.give(actor=actor, purpose=DEVICES.slug)
    host = browser.endpoint.partition("://")[2].partition("/")[0][:60]
    values = {"sealed": sealed(browser), "kinds": _checked(kinds), "device": host}
    return PushSubscription.objects.update_or_create(actor=actor, endpoint_digest=digest, defaults=values)[0]


@transaction.atomic
def choose_kinds(*, actor: Actor, subscription_id: int, kinds: Sequence[str]) -> None:
    """Say of what kinds a browser of one's own is told; somebody else's is not there."""
    PushSubscription.objects.filter(actor=actor, pk=subscription_id).update(kinds=_checked(kinds))


@transaction.atomic
def forget_browser(*, actor: Actor, subscription_id: int) -> None:
    """Tell a browser of one's own nothing more. Doing it twice changes nothing."""
    consents.hold(actor)
    PushSubscription.objects.filter(actor=actor, pk=subscription_id).delete()
    if not PushSubscription.objects.filter(actor=actor).exists():
        consents.withdraw(actor=actor, purpose=DEVICES.slug)


def wake(notifications: Sequence[Notification]) -> None:
    """Enqueue one job for each browser that is told of these, in the caller's transaction."""
    for start in range(0, len(notifications), BATCH):
        by_reader = {each.recipient_id: each for each in notifications[start : start + BATCH]}
        for browser in PushSubscription.objects.filter(actor__in=list(by_reader)).only("actor", "kinds"):
            news = by_reader[browser.actor_id]
            if news.kind in browser.kinds.split():
                enqueue(PUSH, subscription_id=browser.pk, notification_id=news.pk)


def push(*, subscription_id: int, notification_id: int, attempt: int) -> None:
    """Tell one browser of one notification that still waits; a browser that is gone is forgotten.

    Raises :class:`Undelivered`, to be tried again, until the last attempt: news that come too late are none.
    """
    row = PushSubscription.objects.select_related("actor__account").filter(pk=subscription_id).first()
    news = Notification.objects.filter(pk=notification_id, read_at=None).first()
    if row is None or news is None or not takes_part(row.actor.account) or row.actor.suspended_at is not None:
        return
    said = json.dumps({"kind": news.kind, "id": str(news.pk)}).encode()
    try:
        status = send(unsealed(bytes(row.sealed)), padded(said))
    except (Forbidden, Stale, Invalid):
        row.delete()
    except Undelivered:
        if attempt < LAST_ATTEMPT:
            raise
    else:
        if status in GONE:
            row.delete()


def sealed(browser: Browser) -> bytes:
    """Return where a browser is told and by which keys, as rows keep it."""
    told = {"endpoint": browser.endpoint, "key": packed(browser.key), "secret": packed(browser.secret)}
    return seal(_BROWSER, json.dumps(told))


def unsealed(kept: bytes) -> Browser:
    """Return what :func:`sealed` kept; raise :class:`Stale` when no key of the server opens it any more."""
    told = json.loads(unseal(_BROWSER, kept))
    return browser_in(told["endpoint"], told["key"], told["secret"])


def send(browser: Browser, record: bytes) -> int:
    """Send one padded record and return the status; raise what :func:`deliver` raises."""
    body = encrypted(record, browser, salt=secrets.token_bytes(SALT), own=new_key())
    return deliver(browser.endpoint, body, {"Content-Encoding": "aes128gcm", **_headers(browser)})


def send_before(browser: Browser, payload: bytes) -> int:
    """Send one message in the coding before the standard, which apps from before read."""
    own, salt = new_key(), secrets.token_bytes(SALT)
    headers = _headers(browser)
    body = encrypted_before(payload, browser, salt=salt, own=own)
    return deliver(browser.endpoint, body, headers | headers_before(headers["Authorization"], salt, own))


def _headers(browser: Browser) -> dict[str, str]:
    base = settings.ENVIRONMENT.base_url
    now = int(clock.now().timestamp())
    return {
        "Authorization": authorization(browser.endpoint, base, _own_key(), now),
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
        "Urgency": "normal",
    }


def _checked(kinds: Sequence[str]) -> str:
    if not set(kinds) <= set(NotificationKind.values):
        raise Invalid("Choisissez parmi les alertes de la liste.", field="kinds")
    return " ".join(kind for kind in NotificationKind.values if kind in kinds)
