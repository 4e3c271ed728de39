"""Tell apps that something waits: which kind of news and its number, never whose nor what, as for browsers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from toctoc.community.models import Notification
from toctoc.community.rules.webpush import PADDED_FOR_APPS, padded
from toctoc.community.services.delivery import GONE, Forbidden, Undelivered
from toctoc.community.services.push import LAST_ATTEMPT, sealed, send, send_before, unsealed
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.mastodon_api.models import AppAlert
from toctoc.mastodon_api.rules.notices import ALERTED, type_of
from toctoc.mastodon_api.rules.place import icon_of
from toctoc.mastodon_api.services.purposes import APP_ALERTS
from toctoc.people.models import Actor, Follow
from toctoc.people.policies import takes_part
from toctoc.people.services.keys import seal, unseal
from toctoc.privacy.services import consents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.community.rules.webpush import Browser

TELL = "mastodon_api.tell_app"
ALL, FOLLOWED, FOLLOWER, NONE = "all", "followed", "follower", "none"
POLICIES = (ALL, FOLLOWED, FOLLOWER, NONE)
_TOKEN = "app tokens"  # noqa: S105 what the key is for
# What a locked screen may show.
_WORDS = {
    "message": _("Un message vous attend."),
    "answer": _("Une question que vous suivez a une réponse."),
    "reply": _("Quelqu’un vous répond."),
    "mention": _("Quelqu’un vous nomme."),
}
_OTHER = _("Un avis vous attend.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Of what types an app is told, of whose doing; by the standard or in the coding before it."""

    alerts: tuple[str, ...]
    policy: str = ALL
    is_standard: bool = False


@transaction.atomic
def subscribe_app(*, actor: Actor, token_id: int, token: str, browser: Browser, wishes: Wishes) -> AppAlert:
    """Tell an app from now on; what it asked before with the same token is replaced.

    The token goes back to the app in each alert, sealed for it alone: by it an app knows whose news they are.
    """
    consents.give(actor=actor, purpose=APP_ALERTS.slug)
    AppAlert.objects.filter(token_id=token_id).delete()
    kept = json.dumps([sealed(browser).hex(), seal(_TOKEN, token).hex()]).encode()
    return AppAlert.objects.create(token_id=token_id, actor=actor, sealed=kept, **_values(wishes))


def change_wishes(*, alert: AppAlert, wishes: Wishes) -> None:
    """Say of what an app is told."""
    values = _values(wishes) | {"is_standard": alert.is_standard}
    AppAlert.objects.filter(pk=alert.pk).update(**values)
    alert.refresh_from_db()


def _values(wishes: Wishes) -> dict[str, object]:
    if wishes.policy not in POLICIES:
        raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field="policy")
    chosen = " ".join(each for each in ALERTED if each in wishes.alerts)
    return {"alerts": chosen, "policy": wishes.policy, "is_standard": wishes.is_standard}


@transaction.atomic
def unsubscribe_app(*, actor: Actor, token_id: int) -> None:
    """Tell an app nothing more; doing it twice changes nothing."""
    consents.hold(actor)
    AppAlert.objects.filter(token_id=token_id).delete()
    if not AppAlert.objects.filter(actor=actor).exists():
        consents.withdraw(actor=actor, purpose=APP_ALERTS.slug)


def alert_of(token_id: int) -> AppAlert:
    """Return the subscription of a token; raise :class:`Missing` for none."""
    found = AppAlert.objects.filter(token=token_id).first()
    if found is None:
        raise Missing
    return found


def endpoint_of(alert: AppAlert) -> str:
    """Return where an app is told."""
    return unsealed(bytes.fromhex(json.loads(bytes(alert.sealed))[0])).endpoint


def forget_alerts(*, actor_id: int) -> None:
    """Tell no app of an actor anything more."""
    AppAlert.objects.filter(actor=actor_id).delete()


def wake_apps(*, notification_ids: Iterable[int]) -> None:
    """Enqueue one job for each app that is told of these, in the caller's transaction; one statement where none is."""
    news = Notification.objects.filter(pk__in=list(notification_ids))
    alerts = list(AppAlert.objects.filter(actor__in=news.values("recipient")).only("actor", "alerts", "policy"))
    by_reader = {each.recipient_id: each for each in news} if alerts else {}
    for alert in alerts:
        each = by_reader[alert.actor_id]
        of_type = type_of(each.kind)
        # What no app can switch off is rare, and important.
        if (of_type in alert.alerts.split() or of_type not in ALERTED) and _is_wanted(alert, each):
            enqueue(TELL, alert_id=alert.pk, notification_id=each.pk)


def _is_wanted(alert: AppAlert, news: Notification) -> bool:
    """Tell whether somebody wants to be alerted of whose doing it is; of the place's own, always."""
    if alert.policy == ALL or news.actor_id is None:
        return True
    if alert.policy == FOLLOWED:
        return Follow.objects.filter(follower=alert.actor_id, followee=news.actor_id).exists()
    return alert.policy == FOLLOWER and Follow.objects.filter(follower=news.actor_id, followee=alert.actor_id).exists()


def tell_app(*, alert_id: int, notification_id: int, attempt: int) -> None:
    """Tell one app of one notification that still waits; an app that is gone is forgotten.

    Raises :class:`Undelivered`, to be tried again, until the last attempt.
    """
    alert = AppAlert.objects.select_related("actor__account").filter(pk=alert_id).first()
    news = Notification.objects.filter(pk=notification_id, read_at=None).first()
    if alert is None or news is None or alert.actor.suspended_at is not None or not takes_part(alert.actor.account):
        return
    try:
        browser, token = _opened(alert)
        said = _said(news, token, alert.actor.account.language)
        status = send(browser, padded(said, PADDED_FOR_APPS)) if alert.is_standard else send_before(browser, said)
    except (Forbidden, Stale, Invalid):
        alert.delete()
    except Undelivered:
        if attempt < LAST_ATTEMPT:
            raise
    else:
        if status in GONE:
            alert.delete()


def _opened(alert: AppAlert) -> tuple[Browser, str]:
    browser, token = json.loads(bytes(alert.sealed))
    return unsealed(bytes.fromhex(browser)), unseal(_TOKEN, bytes.fromhex(token))


def _said(news: Notification, token: str, language: str) -> bytes:
    with translation.override(language):
        words = gettext(_WORDS.get(news.kind, _OTHER))
    return json.dumps(
        {
            "access_token": token,
            "preferred_locale": language,
            "notification_id": news.pk,
            "notification_type": type_of(news.kind),
            "icon": icon_of(settings.ENVIRONMENT.base_url),
            "title": "Toctoc",
            "body": words,
        },
        ensure_ascii=False,
    ).encode()
