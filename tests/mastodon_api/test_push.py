"""Alerts for apps: who is told of what, and what a push service could read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.module_loading import autodiscover_modules

from tests.community.test_push import BROWSER_KEY, BROWSER_POINT, ENDPOINT, SECRET, opened
from tests.conftest import post_by
from tests.mastodon_api.caller import App, app_of
from tests.mastodon_api.entities_notices import WebPushSubscription, checked
from toctoc.community.models import Notification
from toctoc.community.rules.webpush import key_from, unpacked
from toctoc.community.services import gestures, posts, push
from toctoc.community.services.delivery import Undelivered
from toctoc.jobs.models import Job
from toctoc.mastodon_api.models import AppAlert
from toctoc.mastodon_api.services import alerts
from toctoc.mastodon_api.services.purposes import APP_ALERTS
from toctoc.people.services.actors import suspend
from toctoc.people.services.follows import follow
from toctoc.people.services.tokens import revoke_token
from toctoc.privacy.services import clear, consents

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PLACE = "v1/push/subscription"
Sent = list[tuple[str, bytes, dict[str, str]]]


def wanted(policy: str = "all", *, standard: bool = True, **alerts: bool) -> dict[str, Any]:
    return {
        "subscription": {
            "endpoint": ENDPOINT,
            "keys": {"p256dh": BROWSER_POINT, "auth": SECRET},
            "standard": standard,
        },
        "data": {"alerts": alerts or {"mention": True, "favourite": True}, "policy": policy},
    }


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Keep what would be sent."""
    found: Sent = []

    def keep(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
        found.append((endpoint, body, headers))
        return 201

    monkeypatch.setattr(push, "deliver", keep)
    return found


def run_jobs() -> None:
    autodiscover_modules("tasks")
    for job in Job.objects.filter(task=alerts.TELL, state="ready"):
        alerts.tell_app(**job.arguments, attempt=1)
        job.delete()


def mention(author: Actor, named: Actor) -> None:
    posts.write(author=author, draft=posts.Draft(clear(f"Bonjour @{named.handle}"), "public"))


def opened_before(body: bytes, headers: dict[str, str]) -> bytes:
    """Decrypt as an app from before does (draft-ietf-webpush-encryption-04)."""
    salt = unpacked(headers["Encryption"].removeprefix("salt="))
    point = unpacked(headers["Crypto-Key"].split(";")[0].removeprefix("dh="))
    mine = key_from(int.from_bytes(unpacked(BROWSER_KEY), "big"))
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    first = HKDF(SHA256(), 32, unpacked(SECRET), b"Content-Encoding: auth\0").derive(shared)
    both = b"P-256\0\0\x41" + unpacked(BROWSER_POINT) + b"\0\x41" + point
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aesgcm\0" + both).derive(first)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0" + both).derive(first)
    plain = AESGCM(key).decrypt(nonce, body, None)
    return plain[2 + int.from_bytes(plain[:2], "big") :]


def test_an_app_asks_changes_and_stops(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    assert app.get(PLACE).status == app.put(PLACE, wanted()).status == 404
    told = checked(app.post(PLACE, wanted()).body, WebPushSubscription)
    assert (told.endpoint, told.standard, told.policy) == (ENDPOINT, True, "all")
    assert {name for name, is_on in told.alerts.items() if is_on} == {"mention", "favourite"}
    assert {"admin.sign_up", "poll", "update"} <= set(told.alerts)
    assert consents.holds(ruisseau, APP_ALERTS.slug)
    changed = checked(
        app.put(PLACE, {"data": {"alerts": {"poll": "1"}, "policy": "followed"}}).body, WebPushSubscription
    )
    assert ([name for name, is_on in changed.alerts.items() if is_on], changed.policy) == (["poll"], "followed")
    assert checked(app.get(PLACE).body, WebPushSubscription) == changed
    assert app_of(ruisseau).get(PLACE).status == 404
    assert app.delete(PLACE).body == app.delete(PLACE).body == {}
    assert app.get(PLACE).status == 404
    assert not consents.holds(ruisseau, APP_ALERTS.slug)


def test_forms_spell_it_too(ruisseau: Actor) -> None:
    body = f"subscription[endpoint]={ENDPOINT}&subscription[keys][p256dh]={BROWSER_POINT}"
    body += f"&subscription[keys][auth]={SECRET}&data[alerts][follow]=true"
    told = checked(app_of(ruisseau).form("POST", PLACE, body).body, WebPushSubscription)
    assert (told.standard, told.alerts["follow"], told.alerts["mention"]) == (False, True, False)


@pytest.mark.parametrize("standard", [True, False])
def test_an_app_reads_its_alert_and_a_locked_screen_shows_nobody(
    ruisseau: Actor,
    avril: Actor,
    sent: Sent,
    standard: bool,  # noqa: FBT001 a value under test
) -> None:
    app = app_of(ruisseau)
    app.post(PLACE, wanted(standard=standard))
    mention(avril, ruisseau)
    run_jobs()
    [(endpoint, body, headers)] = sent
    assert endpoint == ENDPOINT
    plain = opened(body) if standard else opened_before(body, headers)
    assert headers["Content-Encoding"] == ("aes128gcm" if standard else "aesgcm")
    assert headers["Authorization"].startswith("vapid t=" if standard else "WebPush ey")
    told = json.loads(plain)
    assert (told["access_token"], told["preferred_locale"], told["title"]) == (app.token, "fr", "Toctoc")
    assert (told["notification_id"], told["notification_type"]) == (Notification.objects.get().pk, "mention")
    assert told["body"] == "Quelqu’un vous nomme."
    assert "avril" not in plain.decode().lower()
    row = bytes(AppAlert.objects.get().sealed)
    assert app.token.encode() not in row
    assert ENDPOINT.encode() not in row


def test_messages_are_as_long_as_any_other(ruisseau: Actor, avril: Actor, sent: Sent) -> None:
    for standard in (True, False):
        app = app_of(ruisseau)
        app.post(PLACE, wanted(standard=standard))
    mention(avril, ruisseau)
    gestures.favour(actor=avril, post=post_by(ruisseau))
    run_jobs()
    lengths: dict[str, set[int]] = {}
    for _, body, headers in sent:
        lengths.setdefault(headers["Content-Encoding"], set()).add(len(body))
    assert sorted(len(found) for found in lengths.values()) == [1, 1]


def told_by(app: App, sent: Sent) -> int:
    run_jobs()
    count = len(sent)
    sent.clear()
    return count


def test_only_what_and_whom_one_asked_for(ruisseau: Actor, avril: Actor, plumier: Actor, sent: Sent) -> None:
    app = app_of(ruisseau)
    app.post(PLACE, wanted(favourite=True))
    mention(avril, ruisseau)
    assert told_by(app, sent) == 0
    gestures.favour(actor=avril, post=post_by(ruisseau))
    assert told_by(app, sent) == 1
    follow(follower=ruisseau, followee=avril)
    follow(follower=plumier, followee=ruisseau)
    for policy, actors in {"followed": {avril}, "follower": {plumier}, "none": set()}.items():
        app.put(PLACE, wanted(policy, favourite=True))
        for actor in (avril, plumier):
            gestures.favour(actor=actor, post=post_by(ruisseau))
            assert told_by(app, sent) == int(actor in actors), (policy, actor)


def test_what_was_read_or_waits_apart_is_not_told(ruisseau: Actor, avril: Actor, sent: Sent) -> None:
    app = app_of(ruisseau)
    app.post(PLACE, wanted())
    mention(avril, ruisseau)
    app.post("v1/markers", {"notifications": {"last_read_id": str(Notification.objects.get().pk)}})
    assert told_by(app, sent) == 0
    app.patch("v2/notifications/policy", {"for_not_following": "filter"})
    mention(avril, ruisseau)
    assert told_by(app, sent) == 0


def test_it_goes_with_the_token_the_agreement_and_the_standing(ruisseau: Actor, avril: Actor, sent: Sent) -> None:
    app = app_of(ruisseau)
    app.post(PLACE, wanted())
    revoke_token(token=app.token)
    assert not AppAlert.objects.exists()
    app = app_of(ruisseau)
    app.post(PLACE, wanted())
    consents.withdraw(actor=ruisseau, purpose=APP_ALERTS.slug)
    assert not AppAlert.objects.exists()
    app_of(ruisseau).post(PLACE, wanted())
    mention(avril, ruisseau)
    suspend(actor=ruisseau)
    run_jobs()
    assert sent == []


def test_an_app_that_is_gone_is_forgotten_and_one_that_is_away_tried_again(
    ruisseau: Actor, avril: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app_of(ruisseau).post(PLACE, wanted())
    mention(avril, ruisseau)
    job = Job.objects.get(task=alerts.TELL)

    def away(*_: object) -> int:
        raise Undelivered("503")

    monkeypatch.setattr(push, "deliver", away)
    with pytest.raises(Undelivered):
        alerts.tell_app(**job.arguments, attempt=1)
    alerts.tell_app(**job.arguments, attempt=push.LAST_ATTEMPT)
    assert AppAlert.objects.exists()
    monkeypatch.setattr(push, "deliver", lambda *_: 410)
    alerts.tell_app(**job.arguments, attempt=1)
    assert not AppAlert.objects.exists()


@pytest.mark.parametrize(
    "subscription",
    [
        {},
        {"endpoint": "http://alertes.exemple.test/x"},
        {"endpoint": "https://alertes.exemple.test:8443/x"},
        {"endpoint": "javascript:alert(1)"},
        {"keys": {"p256dh": "junk", "auth": SECRET}},
        {"keys": {"p256dh": BROWSER_POINT, "auth": "court"}},
        {"keys": "junk"},
    ],
)
def test_junk_is_refused(ruisseau: Actor, subscription: dict[str, object]) -> None:
    body = wanted()
    body["subscription"] = body["subscription"] | subscription if subscription else {}
    assert app_of(ruisseau).post(PLACE, body).status == 422
    assert app_of(ruisseau).post(PLACE, wanted("everybody")).status == 422
    assert app_of(ruisseau, "read", "write").post(PLACE, wanted()).status == 403
    assert not AppAlert.objects.exists()
