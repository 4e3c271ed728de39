"""The second factor: codes of an application, recovery codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache

from tests.conftest import PASSWORD
from toctoc.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_past_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def confirmed(avril: Actor) -> Actor:
    """A patient whose address is confirmed."""
    EmailAddress.objects.create(user=avril.account, email="avril@exemple.test", verified=True, primary=True)
    return avril


def sign_in(client: Client) -> str:
    answer = client.post("/compte/login/", {"login": "avril@exemple.test", "password": PASSWORD})
    return answer.headers["Location"]


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def activate(client: Client) -> str:
    page = client.get("/compte/2fa/totp/activate/")
    if page.status_code == 302:
        client.post(page.headers["Location"], {"password": PASSWORD})
        page = client.get("/compte/2fa/totp/activate/")
    secret = re.search(r'id="authenticator_secret">(\w+)<', page.content.decode())
    assert secret is not None
    assert client.post("/compte/2fa/totp/activate/", {"code": "000000"}).status_code == 422
    assert client.post("/compte/2fa/totp/activate/", {"code": code_for(secret[1])}).status_code == 302
    return secret[1]


def test_after_the_password_a_code_is_asked(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    secret = activate(client)
    client.post("/compte/logout/")
    cache.clear()  # the same code twice in thirty seconds is refused
    assert sign_in(client) == "/compte/2fa/authenticate/"
    assert client.get("/reglages").status_code == 302
    wrong = client.post("/compte/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422
    assert client.post("/compte/2fa/authenticate/", {"code": code_for(secret)}).headers["Location"] == "/"
    assert client.get("/reglages").status_code == 200


def test_the_secret_does_not_rest_in_clear(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    secret = activate(client)
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)


def test_a_recovery_code_serves_once(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    activate(client)
    page = client.get("/compte/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<li><code>(\d+)</code></li>", page)[0]
    client.post("/compte/logout/")
    sign_in(client)
    assert client.post("/compte/2fa/authenticate/", {"code": code}).headers["Location"] == "/"
    client.post("/compte/logout/")
    sign_in(client)
    assert client.post("/compte/2fa/authenticate/", {"code": code}).status_code == 422


def test_protecting_an_account_asks_who_it_is_again(client: Client, confirmed: Actor) -> None:
    assert confirmed.account is not None
    client.force_login(confirmed.account, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/compte/2fa/totp/activate/", "/compte/2fa/webauthn/add/"):
        assert "/reauthenticate/" in client.get(address).headers["Location"]


@pytest.mark.parametrize(
    "address",
    [
        "/compte/2fa/",
        "/compte/2fa/totp/activate/",
        "/compte/2fa/webauthn/",
        "/compte/2fa/webauthn/add/",
        "/compte/2fa/recovery-codes/",
        "/compte/email/",
        "/compte/password/change/",
    ],
)
def test_a_stranger_reaches_none_of_it(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.request["PATH_INFO"] == "/compte/login/"


def test_every_page_of_protection_looks_like_ours(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    activate(client)
    for address in (
        "/compte/2fa/",
        "/compte/2fa/totp/deactivate/",
        "/compte/2fa/webauthn/",
        "/compte/2fa/webauthn/add/",
        "/compte/2fa/recovery-codes/",
        "/compte/2fa/recovery-codes/generate/",
        "/compte/email/",
        "/compte/password/change/",
        "/compte/logout/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert '<main id="contenu"' in page
        assert page.count("<h1") == 1
        assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/json)", page)
        assert " style=" not in page


def test_the_password_is_changed_only_by_who_knows_it(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    new = {"password1": "girouette-verte", "password2": "girouette-verte"}
    assert client.post("/compte/password/change/", new | {"oldpassword": "autre-chose-1"}).status_code == 422
    assert client.post("/compte/password/change/", new | {"oldpassword": PASSWORD}).status_code == 302
    assert confirmed.account is not None
    confirmed.account.refresh_from_db()
    assert confirmed.account.check_password("girouette-verte")


def again(client: Client) -> None:
    client.post("/compte/reauthenticate/", {"password": PASSWORD})


def test_an_address_changes_once_its_code_came_back(client: Client, confirmed: Actor) -> None:
    sign_in(client)
    again(client)
    client.post("/compte/email/", {"action_add": "", "email": "Printemps@exemple.test"})
    account = Account.objects.get(actors=confirmed)
    assert account.email == "avril@exemple.test"
    assert mail.outbox[0].to == ["printemps@exemple.test"]
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code is not None
    client.post("/compte/confirm-email/", {"code": code[1]})
    account.refresh_from_db()
    assert account.email == "printemps@exemple.test"


def test_the_address_of_somebody_else_is_neither_told_nor_taken(
    client: Client, confirmed: Actor, ruisseau: Actor
) -> None:
    sign_in(client)
    again(client)
    answers = [
        client.post("/compte/email/", {"action_add": "", "email": address})
        for address in ("libre@exemple.test", "ruisseau@exemple.test")
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/compte/confirm-email/")}
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    assert client.post("/compte/confirm-email/", {"code": code[1]}).status_code == 422
    assert Account.objects.get(actors=confirmed).email == "avril@exemple.test"
