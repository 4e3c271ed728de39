"""Alerts on devices: encrypted as the standard says, to public places alone, and without a word of what happened."""

from __future__ import annotations

import json
import socket
import threading
from base64 import urlsafe_b64decode
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client
from django.utils.module_loading import autodiscover_modules

from tests.conftest import person, post_by, signed_in
from toctoc.community.models import Notification, PushKey, PushSubscription
from toctoc.community.rules.webpush import (
    Browser,
    authorization,
    browser_in,
    encrypted,
    key_from,
    packed,
    public_point,
    unpacked,
)
from toctoc.community.services import delivery, gestures, posts, push
from toctoc.community.services.delivery import Forbidden, Undelivered, deliver, target_of
from toctoc.community.services.push import MOST_DEVICES, public_key, subscribe_browser
from toctoc.jobs.models import Job
from toctoc.jobs.services.worker import Worker
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.tasks import TASKS
from toctoc.people.services.follows import follow
from toctoc.people.services.leaving import leave
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor

# The example of RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SENDER_POINT = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
BROWSER_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
BROWSER_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
ENDPOINT = "https://alertes.exemple.test/envoi/abc"


def browser(endpoint: str = ENDPOINT) -> Browser:
    return browser_in(endpoint, BROWSER_POINT, SECRET)


def opened(body: bytes) -> bytes:
    """Decrypt as the browser of the example does."""
    salt, point, sealed = body[:16], body[21:86], body[86:]
    mine = key_from(int.from_bytes(unpacked(BROWSER_KEY), "big"))
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    info = b"WebPush: info\0" + unpacked(BROWSER_POINT) + point
    first = HKDF(SHA256(), 32, unpacked(SECRET), info).derive(shared)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(first)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(first)
    return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0").removesuffix(b"\x02")


def test_the_example_of_the_standard_comes_out_to_the_byte() -> None:
    own = key_from(int.from_bytes(unpacked(SENDER), "big"))
    found = encrypted(PLAIN + b"\x02", browser(), salt=unpacked(SALT), own=own)
    assert packed(found) == BODY
    assert packed(public_point(own)) == SENDER_POINT
    assert opened(unpacked(BODY)) == PLAIN


def test_the_sender_signs_for_one_service_and_half_a_day() -> None:
    own = key_from(int.from_bytes(unpacked(SENDER), "big"))
    header = authorization(ENDPOINT, "https://toctoc.exemple.test", own, 1_000)
    token, _, point = header.removeprefix("vapid t=").partition(", k=")
    head, claims, signature = token.split(".")
    assert json.loads(unpacked(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(unpacked(claims)) == {
        "aud": "https://alertes.exemple.test",
        "exp": 44_200,
        "sub": "https://toctoc.exemple.test",
    }
    raw = unpacked(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), urlsafe_b64decode(point + "="))
    known.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://alertes.exemple.test/a",
        "https://alertes.exemple.test:8443/a",
        "https://moi@alertes.exemple.test/a",
        "https:///a",
        "file:///etc/passwd",
        "https://alertes.exemple.test/" + "a" * 1_000,
        "https://alertes.exemple.test/a\r\nHost: ailleurs",
        "https://alertes.exemple.test:port/a",
        "",
    ],
)
def test_an_address_that_no_browser_gives_is_refused(endpoint: str) -> None:
    with pytest.raises(Invalid):
        browser(endpoint)


@pytest.mark.parametrize(("point", "secret"), [("AAAA", SECRET), (BROWSER_POINT, "AAAA"), ("é", SECRET), ("", "")])
def test_keys_that_are_none_are_refused(point: str, secret: str) -> None:
    with pytest.raises(Invalid):
        browser_in(ENDPOINT, point, secret)


PRIVATE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.1.2.3",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
)


def named(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    def found(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", (number, 443)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("number", PRIVATE)
def test_nothing_inside_is_ever_asked(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    for numbers in ((number,), ("93.184.216.34", number)):
        named(monkeypatch, *numbers)
        with pytest.raises(Forbidden):
            deliver(ENDPOINT, b"", {})


def test_the_number_that_was_judged_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "93.184.216.34")
    assert target_of(urlsplit(f"{ENDPOINT}?x=1")) == "https://93.184.216.34/envoi/abc?x=1"
    with pytest.raises(Forbidden):
        target_of(urlsplit("http://alertes.exemple.test/a"))


class Service(BaseHTTPRequestHandler):
    """A push service on this machine."""

    status = 201
    received: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).received.append((dict(self.headers), body))
        self.send_response(self.status)
        self.send_header("Location", "/ailleurs")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Service]]:
    Service.status, Service.received = 201, []
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(delivery, "target_of", lambda parts: f"http://127.0.0.1:{server.server_port}{parts.path}")
    yield Service
    server.shutdown()
    thread.join()
    server.server_close()


def test_redirects_are_not_followed(service: type[Service]) -> None:
    service.status = 307
    with pytest.raises(Undelivered):
        deliver(ENDPOINT, b"x", {})
    assert len(service.received) == 1


def work() -> None:
    autodiscover_modules("tasks")
    Worker(TASKS).drain()


@pytest.mark.django_db
def test_a_reply_is_told_by_its_kind_and_number_alone(service: type[Service], ruisseau: Actor, carrelet: Actor) -> None:
    subscribe_browser(actor=ruisseau, browser=browser())
    said = posts.Answer(clear("Un mot très reconnaissable."))
    posts.reply(author=carrelet, to=post_by(ruisseau), answer=said)
    work()
    ((headers, body),) = service.received
    assert json.loads(opened(body)) == {"kind": "reply", "id": str(Notification.objects.get().pk)}
    assert headers["Host"] == "alertes.exemple.test"
    assert headers["Authorization"].endswith(f", k={public_key()}")
    assert (headers["TTL"], headers["Content-Encoding"]) == ("86400", "aes128gcm")


@pytest.mark.django_db
def test_every_message_is_as_long_as_any_other(service: type[Service], ruisseau: Actor, carrelet: Actor) -> None:
    kinds = ("favourite", "reply", "follow")
    subscribe_browser(actor=ruisseau, browser=browser(), kinds=kinds)
    post = post_by(ruisseau)
    gestures.favour(actor=carrelet, post=post)
    posts.reply(author=carrelet, to=post, answer=posts.Answer(clear("Oui.")))
    follow(follower=carrelet, followee=ruisseau)
    work()
    assert sorted(json.loads(opened(body))["kind"] for _, body in service.received) == sorted(kinds)
    assert len({len(body) for _, body in service.received}) == 1


@pytest.mark.django_db
def test_nobody_is_told_who_did_not_ask(service: type[Service], ruisseau: Actor, carrelet: Actor) -> None:
    post = post_by(ruisseau)
    posts.reply(author=carrelet, to=post, answer=posts.Answer(clear("Oui.")))
    assert not Job.objects.filter(task=push.PUSH).exists()
    subscribe_browser(actor=ruisseau, browser=browser())
    gestures.favour(actor=carrelet, post=post)
    assert not Job.objects.filter(task=push.PUSH).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "left"), [(201, 1), (404, 0), (410, 0), (403, 0), (500, 1), (429, 1), (307, 1)])
def test_a_browser_that_is_gone_is_forgotten_and_a_service_that_is_down_tried_again(
    service: type[Service], ruisseau: Actor, carrelet: Actor, status: int, left: int
) -> None:
    service.status = status
    row = subscribe_browser(actor=ruisseau, browser=browser())
    follow(follower=carrelet, followee=ruisseau)
    news = {"subscription_id": row.pk, "notification_id": Notification.objects.get().pk}
    if status in {500, 429, 307}:
        with pytest.raises(Undelivered):
            push.push(**news, attempt=1)
    push.push(**news, attempt=5)
    assert PushSubscription.objects.count() == left


@pytest.mark.django_db
def test_a_browser_whose_address_leads_inside_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, ruisseau: Actor, carrelet: Actor
) -> None:
    row = subscribe_browser(actor=ruisseau, browser=browser())
    follow(follower=carrelet, followee=ruisseau)
    named(monkeypatch, "10.0.0.1")
    push.push(subscription_id=row.pk, notification_id=Notification.objects.get().pk, attempt=1)
    assert not PushSubscription.objects.exists()


@pytest.mark.django_db
def test_what_was_read_meanwhile_is_not_told(service: type[Service], ruisseau: Actor, carrelet: Actor) -> None:
    row = subscribe_browser(actor=ruisseau, browser=browser())
    follow(follower=carrelet, followee=ruisseau)
    news = Notification.objects.get()
    signed_in(ruisseau).client.post("/avis", {"jusqua": news.pk})
    push.push(subscription_id=row.pk, notification_id=news.pk, attempt=1)
    assert service.received == []


@pytest.mark.django_db
def test_rows_hold_neither_address_nor_keys_in_clear(ruisseau: Actor) -> None:
    row = subscribe_browser(actor=ruisseau, browser=browser())
    public_key()
    row.refresh_from_db()
    kept = bytes(row.sealed) + bytes(row.endpoint_digest) + bytes(PushKey.objects.get().sealed)
    assert b"envoi/abc" not in kept
    assert SECRET.encode() not in kept
    assert public_key() == public_key()
    assert PushKey.objects.count() == 1


@pytest.mark.django_db
def test_a_device_is_added_chosen_for_and_removed_by_hand(ruisseau: Actor, dehors: Actor) -> None:
    client, other = signed_in(ruisseau).client, signed_in(dehors).client
    form = {"adresse": ENDPOINT, "cle": BROWSER_POINT, "secret": SECRET}
    for _ in range(2):
        assert client.post("/reglages/avis/appareils", form).status_code == 302
    row = PushSubscription.objects.get()
    assert "alertes.exemple.test" in client.get("/reglages/avis").content.decode()
    assert "alertes.exemple.test" not in other.get("/reglages/avis").content.decode()
    address = f"/reglages/avis/appareils/{row.pk}"
    other.post(address, {"geste": "retirer"})
    other.post(address, {"quoi": []})
    row.refresh_from_db()
    assert "reply" in row.kinds
    client.post(address, {"quoi": ["message"]})
    row.refresh_from_db()
    assert row.kinds == "message"
    assert client.post(address, {"quoi": ["autre"]}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"geste": "retirer"}).status_code == 302
    assert not PushSubscription.objects.exists()
    assert client.post("/reglages/avis/appareils", {**form, "adresse": "http://127.0.0.1/"}).status_code == 422
    assert Client().post("/reglages/avis/appareils", form).status_code == 302
    assert not PushSubscription.objects.exists()


@pytest.mark.django_db
def test_nobody_has_more_devices_than_anybody_needs(ruisseau: Actor) -> None:
    for number in range(MOST_DEVICES):
        subscribe_browser(actor=ruisseau, browser=browser(f"{ENDPOINT}{number}"))
    with pytest.raises(Refused):
        subscribe_browser(actor=ruisseau, browser=browser())
    subscribe_browser(actor=ruisseau, browser=browser(f"{ENDPOINT}0"))


@pytest.mark.django_db
def test_whoever_leaves_takes_devices_along(service: type[Service]) -> None:
    leaver = person("partante")
    subscribe_browser(actor=leaver, browser=browser())
    assert leaver.account is not None
    leave(account=leaver.account, speaking=leaver)
    work()
    assert not PushSubscription.objects.exists()
    assert service.received == []


def test_the_worker_of_the_browser_keeps_no_page(db: None) -> None:
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "fetch" not in answer.content.decode()
    assert "caches" not in answer.content.decode()
