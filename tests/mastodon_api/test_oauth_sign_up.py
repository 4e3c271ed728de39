"""Somebody signs up by an app, by the same rules as on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from tests.config.hot_caller import connection_kept
from tests.conftest import PASSWORD
from tests.mastodon_api.oauth_flow import JSON, OOB, App, bearer, let_in, register
from toctoc.config.environment import Registration
from toctoc.config.wsgi import ApiSite
from toctoc.kernel import clock
from toctoc.moderation.models import ServerRule
from toctoc.people.models import Account, Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.conf import LazySettings
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
LONG = "83dU29170rjKilKQQwuWhJv3PKnSW59bWx0perjP6i7Nu4rkeh4mRfYuvVLYM3fM"


@pytest.fixture
def tried_out(settings: LazySettings) -> None:
    """A program that is tried out on one's own machine: no address is confirmed."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, email_confirmation=False)
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"


def own_token(app: App) -> str:
    token: str = app.token(grant_type="client_credentials", scope="read write").json()["access_token"]
    return token


def sign_up(token: str, **said: Any) -> Answer:
    usual = {"username": "avril", "email": "avril@exemple.test", "password": LONG, "agreement": True, "locale": "fr"}
    return Client().post("/api/v1/accounts", usual | said, content_type=JSON, headers=bearer(token))


def test_the_token_is_good_at_once_where_nothing_is_confirmed(tried_out: None) -> None:
    app = register(OOB, "read write follow")
    answer = sign_up(own_token(app))
    made = answer.json()
    assert answer.status_code == 200, made
    assert made["scope"] == "read write follow"
    told = Client().get("/oauth/userinfo", headers=bearer(made["access_token"])).json()
    assert told["preferred_username"] == "avril"
    assert Account.objects.get().registered_itself
    # As a program for a terminal signs in there, with a password.
    again = app.token(grant_type="password", username="avril@exemple.test", password=LONG, scope="read write follow")
    assert again.status_code == 200
    assert again.json()["access_token"] != made["access_token"]
    wrong = app.token(grant_type="password", username="avril@exemple.test", password="autre", scope="read")
    assert (wrong.status_code, wrong.json()["error"]) == (400, "invalid_grant")


def test_the_site_without_sessions_that_serves_apps_signs_people_up(avril: Actor) -> None:
    token = own_token(register())
    statuses: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda _body: None

    for name in ("mai", "avril"):
        said = {"username": f"{name}_", "email": f"{name}@exemple.test", "password": LONG, "agreement": True}
        asked = RequestFactory().post("/api/v1/accounts", said, JSON, headers=bearer(token))
        with connection_kept():
            list(ApiSite()(asked.environ, start))
    assert statuses == ["200 OK"] * 2
    assert {letter.to[0] for letter in mail.outbox} == {"mai@exemple.test", "avril@exemple.test"}
    assert Actor.objects.filter(handle="mai_").exists()


def test_the_token_waits_until_the_address_is_confirmed() -> None:
    token = sign_up(own_token(register())).json()["access_token"]
    refused = Client().get("/oauth/userinfo", headers=bearer(token))
    assert refused.status_code == 403
    assert refused.json() == {"error": "Your login is missing a confirmed e-mail address"}
    assert Client().get("/api/v1/emails/check_confirmation", headers=bearer(token)).json() is False
    (letter,) = mail.outbox
    assert letter.to == ["avril@exemple.test"]
    link = re.search(r"http://127\.0\.0\.1:8000(/oauth/adresse/\S+)", str(letter.body))
    assert link is not None
    browser = Client()
    assert browser.get(link[1]).status_code == 200
    assert not EmailAddress.objects.get().verified
    assert browser.post(link[1]).status_code == 200
    assert EmailAddress.objects.get().verified
    assert Client().get("/oauth/userinfo", headers=bearer(token)).status_code == 200
    assert Client().get("/api/v1/emails/check_confirmation", headers=bearer(token)).json() is True
    assert browser.post(link[1]).status_code == 404
    again = Client().post("/api/v1/emails/confirmations", headers=bearer(token))
    assert again.status_code == 403


def test_another_letter_is_written_a_few_times() -> None:
    token = sign_up(own_token(register())).json()["access_token"]
    statuses = [
        Client().post("/api/v1/emails/confirmations", {}, content_type=JSON, headers=bearer(token)).status_code
        for _ in range(6)
    ]
    assert statuses == [200] * 5 + [429]
    assert len(mail.outbox) == 6
    assert Client().post("/api/v1/emails/confirmations").status_code == 401


def test_whoever_waits_for_an_answer_is_told_so(settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, registration=Registration.APPROVAL)
    token = sign_up(own_token(register())).json()["access_token"]
    EmailAddress.objects.update(verified=True)
    refused = Client().get("/oauth/userinfo", headers=bearer(token))
    assert (refused.status_code, refused.json()["error"]) == (403, "Your login is currently pending approval")
    Account.objects.update(approved_at=clock.now())
    assert Client().get("/oauth/userinfo", headers=bearer(token)).status_code == 200


def test_nobody_signs_up_where_it_is_closed(settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, registration=Registration.CLOSED)
    assert sign_up(own_token(register())).status_code == 403
    assert not Account.objects.exists()


def test_an_address_that_has_an_account_is_answered_like_any_other(avril: Actor) -> None:
    token = own_token(register())
    known = sign_up(token, username="mai")
    fresh = sign_up(token, username="juin", email="juin@exemple.test")
    assert known.status_code == fresh.status_code == 200
    assert set(known.json()) == set(fresh.json())
    answers = []
    for made in (known, fresh):
        held = bearer(made.json()["access_token"])
        shown = [Client().get(path, headers=held) for path in ("/oauth/userinfo", "/api/v1/emails/check_confirmation")]
        written = Client().post("/api/v1/emails/confirmations", {}, content_type=JSON, headers=held)
        answers.append([(each.status_code, each.content) for each in (*shown, written)])
    assert answers[0] == answers[1]
    assert not Actor.objects.filter(handle="mai").exists()
    assert "a déjà" in str(mail.outbox[0].body) or "avez déjà" in str(mail.outbox[0].body)


@pytest.mark.parametrize(
    ("said", "field", "fault"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": "plumier"}, "username", "ERR_TAKEN"),
        ({"username": "admin"}, "username", "ERR_RESERVED"),
        ({"username": "é à"}, "username", "ERR_INVALID"),
        ({"username": "a" * 31}, "username", "ERR_TOO_LONG"),
        ({"username": "a"}, "username", "ERR_TOO_SHORT"),
        ({"email": ""}, "email", "ERR_BLANK"),
        ({"email": "pas une adresse"}, "email", "ERR_INVALID"),
        ({"email": "x@jetable.test"}, "email", "ERR_BLOCKED"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"password": "court"}, "password", "ERR_TOO_SHORT"),
        ({"password": "password1234"}, "password", "ERR_INVALID"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
    ],
)
def test_a_fault_is_named_as_apps_know_it(plumier: Actor, said: dict[str, object], field: str, fault: str) -> None:
    ServerRule.objects.create(domain="jetable.test", severity="mail", reason="essai")
    answer = sign_up(own_token(register()), **said)
    told = answer.json()
    assert answer.status_code == 422
    assert told["error"].startswith("Validation failed: ")
    assert [each["error"] for each in told["details"][field]] == [fault]
    assert set(told["details"]) == {field}
    assert Account.objects.count() == 1


def test_faults_are_told_in_the_language_of_the_app(db: None) -> None:
    token = own_token(register())
    assert "Acceptez les règles" in sign_up(token, agreement=False).json()["error"]
    assert "Acceptez les règles" not in sign_up(token, agreement=False, locale="en-GB").json()["error"]


def test_only_an_app_that_may_signs_people_up(ruisseau: Actor) -> None:
    narrow = register(scopes="read").token(grant_type="client_credentials", scope="read").json()["access_token"]
    for token, status in ((narrow, 403), (let_in(ruisseau), 403), ("rien", 401)):
        assert sign_up(token).status_code == status
    assert Account.objects.count() == 1


def test_one_address_signs_up_a_few_people_an_hour() -> None:
    token = own_token(register())
    statuses = [sign_up(token, username=f"mois_{n}", email=f"mois{n}@exemple.test").status_code for n in range(21)]
    assert statuses == [200] * 20 + [429]


def test_passwords_are_exchanged_nowhere_else(avril: Actor) -> None:
    answer = register().token(grant_type="password", username="avril@exemple.test", password=PASSWORD)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_names_of_figures_and_a_to_f_are_names_like_others(tried_out: None) -> None:
    token = own_token(register())
    # As a suite of tests makes them; one that is all figures may look like a telephone number, and is refused.
    chance = Random(7)
    names = [str(UUID(int=chance.getrandbits(128)))[-10:] for _ in range(30)]
    refused = [name for name in names if sign_up(token, username=name, email=f"{name}@example.com").status_code != 200]
    assert all(name.isdecimal() for name in refused)
    cache.clear()
