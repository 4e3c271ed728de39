"""Signing up and in, and what an account without an answer may see."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.cache import cache

from tests.conftest import PASSWORD, person, signed_in
from toctoc.config.environment import Registration
from toctoc.people.models import Account, Actor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.conf import LazySettings
    from django.test import Client

pytestmark = pytest.mark.django_db

GOOD = {
    "email": "nouvelle@exemple.test",
    "password1": "lanterne-bleue-7",
    "handle": "lanterne",
    "display_name": "Lanterne",
    "profession": "nurse",
    "specialty": "",
}


@pytest.fixture(autouse=True)
def _open_and_without_past_attempts(settings: LazySettings) -> Iterator[None]:
    registration(settings, "open")
    cache.clear()
    yield
    cache.clear()


def sign_up(client: Client, **changed: str) -> Any:
    return client.post("/compte/signup/", GOOD | changed)


def confirm(client: Client) -> Any:
    code = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    return client.post("/compte/confirm-email/", {"code": code[1]})


def registration(settings: LazySettings, mode: str) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, registration=Registration(mode))


def test_somebody_signs_up_confirms_by_code_and_is_home(client: Client) -> None:
    answer = sign_up(client)
    assert answer.status_code == 302, answer.context["form"].errors
    assert confirm(client).headers["Location"] == "/"
    account = Account.objects.get(email="nouvelle@exemple.test")
    actor = Actor.objects.get(account=account)
    assert (actor.handle, actor.display_name, actor.profession) == ("lanterne", "Lanterne", "nurse")
    assert account.approved_at is not None
    assert client.get("/reglages/profil").status_code == 200


def test_the_mail_with_the_code_names_nobody(client: Client) -> None:
    sign_up(client)
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "lanterne" not in text.lower()
    assert text.startswith("[Toctoc] Votre code de confirmation Bonjour,")


def test_the_mail_is_in_english_for_an_english_browser(client: Client) -> None:
    client.post("/compte/signup/", GOOD, headers={"Accept-Language": "en-GB,en"})
    assert Account.objects.get().language == "en"


def test_the_form_proposes_a_handle_that_is_free(client: Client) -> None:
    proposed = client.get("/compte/signup/").context["form"]["handle"].value()
    assert re.fullmatch(r"[a-z]+_\d{4}", proposed)
    assert sign_up(client, handle=proposed).status_code == 302


def test_an_empty_name_becomes_the_handle(client: Client) -> None:
    sign_up(client, display_name="  ")
    assert Actor.objects.get().display_name == "lanterne"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", "avril"),
        ("handle", "@Avril"),
        ("handle", "moderation"),
        ("handle", "é"),
        ("handle", "x" * 10_000),
        ("handle", ""),
        ("display_name", "écrire à jean@exemple.test"),
        ("display_name", "06 12 34 56 78"),
        ("display_name", "x" * 10_000),
        ("profession", "sorcier"),
        ("specialty", "voyance"),
        ("password1", "motdepasse"),
        ("password1", "court"),
        ("password1", "1234567890123"),
        ("password1", ""),
        ("email", "pas une adresse"),
        ("email", ""),
        ("email", "x" * 10_000 + "@exemple.test"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    client: Client, avril: Actor, field: str, value: str
) -> None:
    answer = sign_up(client, **{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    kept = "handle" if field != "handle" else "display_name"
    assert f'value="{GOOD[kept]}"' in page
    assert Account.objects.count() == 1


def test_the_guard_says_why_it_refuses_a_name(client: Client) -> None:
    error = sign_up(client, display_name="jean@exemple.test").context["form"].errors["display_name"][0]
    assert error.startswith("Ce texte pourrait faire reconnaître quelqu’un.")


def test_an_address_that_has_an_account_gets_the_same_page_and_another_mail(client: Client, avril: Actor) -> None:
    fresh = sign_up(client)
    client.logout()
    client.cookies.clear()
    known = sign_up(client, email="avril@exemple.test", handle="autre")
    assert (known.status_code, known.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])
    assert [message.subject for message in mail.outbox] == [
        "[Toctoc] Votre code de confirmation",
        "[Toctoc] Vous avez déjà un compte",
    ]
    assert not Actor.objects.filter(handle="autre").exists()


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, avril: Actor) -> None:
    errors = []
    for address in ("avril@exemple.test", "personne@exemple.test"):
        answer = client.post("/compte/login/", {"login": address, "password": "pas-le-bon-1"})
        assert answer.status_code == 422
        errors.append(answer.context["form"].non_field_errors())
    assert errors[0] == errors[1]
    assert len(errors[0]) == 1


def test_too_many_attempts_are_told_to_wait_on_a_page_of_ours(client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    wrong = {"login": "avril@exemple.test", "password": "pas-le-bon-1"}
    statuses = [client.post("/compte/login/", wrong).status_code for _ in range(2)]
    assert statuses == [422, 429]
    assert "Réessayez dans quelques minutes" in client.post("/compte/login/", wrong).content.decode()


def test_behind_a_proxy_attempts_are_counted_by_the_address_it_saw(client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="https://toctoc.example")
    wrong = {"login": "avril@exemple.test", "password": "pas-le-bon-1"}
    statuses = [
        client.post("/compte/login/", wrong, headers={"X-Forwarded-For": f"{claimed}, {seen}"}).status_code
        for claimed, seen in (("1.1.1.1", "192.0.2.1"), ("2.2.2.2", "192.0.2.2"), ("3.3.3.3", "192.0.2.2"))
    ]
    assert statuses == [422, 422, 429]


def test_a_forgotten_password_says_the_same_for_any_address(client: Client, avril: Actor) -> None:
    for address in ("avril@exemple.test", "personne@exemple.test"):
        assert client.post("/compte/password/reset/", {"email": address}).headers["Location"].endswith("/done/")
    assert [message.subject for message in mail.outbox] == [
        "[Toctoc] Choisir un autre mot de passe",
        "[Toctoc] Aucun compte à cette adresse",
    ]


def test_a_forgotten_password_is_replaced_by_the_link_of_the_mail(client: Client, avril: Actor) -> None:
    client.post("/compte/password/reset/", {"email": "avril@exemple.test"})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    page = client.get(link[1], follow=True)
    address = page.request["PATH_INFO"]
    wrong = client.post(address, {"password1": "girouette-verte", "password2": "autre-chose-9"})
    assert wrong.status_code == 422
    client.post(address, {"password1": "girouette-verte", "password2": "girouette-verte"})
    assert avril.account is not None
    avril.account.refresh_from_db()
    assert avril.account.check_password("girouette-verte")


def test_when_registration_is_closed_a_page_says_so(client: Client, settings: LazySettings) -> None:
    registration(settings, "closed")
    for answer in (client.get("/compte/signup/"), sign_up(client)):
        assert "Les inscriptions sont fermées" in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "address", ["/", "/questions/poser", "/reglages", "/reglages/acteurs", "/moderation", "/@avril"]
)
def test_who_waits_for_an_answer_reaches_nothing_else(
    client: Client, settings: LazySettings, avril: Actor, address: str
) -> None:
    registration(settings, "approval")
    sign_up(client)
    confirm(client)
    assert Account.objects.get(email="nouvelle@exemple.test").approved_at is None
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Votre inscription attend une réponse" in answer.content.decode()


def test_who_waits_may_read_about_the_place_and_sign_out(client: Client, settings: LazySettings) -> None:
    registration(settings, "approval")
    sign_up(client)
    confirm(client)
    assert client.get("/a-propos").status_code == 200
    assert client.post("/compte/logout/").status_code == 302
    assert client.get("/").status_code == 200


def test_nobody_sees_the_profile_of_who_waits(client: Client, settings: LazySettings, avril: Actor) -> None:
    registration(settings, "approval")
    sign_up(client)
    assert signed_in(avril).client.get("/@lanterne").status_code == 404


def test_signing_in_and_out_again(client: Client, avril: Actor) -> None:
    client.post("/compte/login/", {"login": "avril@exemple.test", "password": PASSWORD})
    confirm(client)  # an operator made this account: the address is still to be confirmed
    assert client.get("/reglages").status_code == 200
    client.post("/compte/logout/")
    assert client.get("/reglages").status_code == 302


def test_without_confirmation_nothing_is_mailed(client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    assert sign_up(client).headers["Location"] == "/"
    assert mail.outbox == []


def test_a_handle_taken_meanwhile_leaves_no_account_behind(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from toctoc.website.web import forms

    monkeypatch.setattr(forms, "is_handle_taken", lambda _handle: False)
    person("lanterne")
    answer = sign_up(client)
    assert answer.status_code == 422
    assert "déjà pris" in answer.content.decode()
    assert not Account.objects.filter(email="nouvelle@exemple.test").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/compte/login/",
        "/compte/signup/",
        "/compte/password/reset/",
        "/compte/password/reset/done/",
        "/compte/password/reset/key/1-x/",
    ],
)
def test_the_pages_around_signing_in_look_like_ours_and_have_no_inline_script(client: Client, address: str) -> None:
    page = client.get(address, follow=True).content.decode()
    assert '<main id="contenu"' in page
    assert page.count("<h1") == 1
    assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/json)", page)
    assert " style=" not in page
