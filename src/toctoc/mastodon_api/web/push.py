"""Alerts for apps: https://docs.joinmastodon.org/methods/push/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.rules.webpush import browser_in
from toctoc.community.services.push import public_key
from toctoc.mastodon_api.rules.notices import ALERTED
from toctoc.mastodon_api.services.alerts import (
    ALL,
    Wishes,
    alert_of,
    change_wishes,
    endpoint_of,
    subscribe_app,
    unsubscribe_app,
)
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, NoUser, Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.models import AppAlert
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.services.tokens import Bearer

PLACE, SCOPE = "api/v1/push/subscription", "push"
DIFFERS = "What is shown says which kind of news waits, never whose nor what."
# Types that only administration would hear of; nobody does by an app.
_ADMIN = ("admin.sign_up", "admin.report")


class KeysIn(msgspec.Struct, frozen=True):
    """For whom alerts are encrypted."""

    p256dh: str = ""
    auth: str = ""


class SubscriptionIn(msgspec.Struct, frozen=True):
    """Where to send alerts."""

    endpoint: str = ""
    keys: KeysIn = KeysIn()
    standard: bool = False


class AlertsIn(msgspec.Struct, frozen=True):
    """Of what types."""

    mention: bool = False
    quote: bool = False
    status: bool = False
    reblog: bool = False
    follow: bool = False
    follow_request: bool = False
    favourite: bool = False
    poll: bool = False
    update: bool = False


class ChosenIn(msgspec.Struct, frozen=True):
    """What to alert of."""

    alerts: AlertsIn = AlertsIn()
    policy: str = ALL

    def wishes(self, *, is_standard: bool) -> Wishes:
        """Return what the services know."""
        chosen = msgspec.structs.asdict(self.alerts)
        return Wishes(tuple(name for name, is_on in chosen.items() if is_on), self.policy, is_standard=is_standard)


class AlertIn(msgspec.Struct):
    """A subscription as apps send it."""

    subscription: SubscriptionIn = SubscriptionIn()
    data: ChosenIn = ChosenIn()


@endpoint("POST", PLACE, scope=SCOPE, differs=DIFFERS)
def subscribe(call: Call) -> Reply:
    """Tell the app from now on."""
    asked, bearer = call.read(AlertIn), _bearer(call)
    browser = browser_in(asked.subscription.endpoint, asked.subscription.keys.p256dh, asked.subscription.keys.auth)
    wishes = asked.data.wishes(is_standard=asked.subscription.standard)
    token = call.request.headers["Authorization"].partition(" ")[2].strip()
    alert = subscribe_app(actor=call.actor, token_id=bearer.token_id, token=token, browser=browser, wishes=wishes)
    return _told(alert)


@endpoint("GET", PLACE, scope=SCOPE, differs=DIFFERS)
def show(call: Call) -> Reply:
    """Return what the app asked."""
    return _told(alert_of(_bearer(call).token_id))


@endpoint("PUT", PLACE, scope=SCOPE, differs=DIFFERS)
def change(call: Call) -> Reply:
    """Say of what the app is told."""
    alert = alert_of(_bearer(call).token_id)
    change_wishes(alert=alert, wishes=call.read(AlertIn).data.wishes(is_standard=alert.is_standard))
    return _told(alert)


@endpoint("DELETE", PLACE, scope=SCOPE)
def unsubscribe(call: Call) -> Reply:
    """Tell the app nothing more."""
    unsubscribe_app(actor=call.actor, token_id=_bearer(call).token_id)
    return EMPTY


def _bearer(call: Call) -> Bearer:
    if call.bearer is None:
        raise NoUser
    return call.bearer


def _told(alert: AppAlert) -> Reply:
    """Return a WebPushSubscription (https://docs.joinmastodon.org/entities/WebPushSubscription/)."""
    chosen = alert.alerts.split()
    return said(
        {
            "id": str(alert.pk),
            "endpoint": endpoint_of(alert),
            "standard": alert.is_standard,
            "alerts": {name: name in chosen for name in (*ALERTED, *_ADMIN)},
            "policy": alert.policy,
            "server_key": f"{public_key()}=",
        }
    )
