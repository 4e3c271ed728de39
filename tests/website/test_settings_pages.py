"""Settings: one's own actors and what they say of themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, signed_in
from toctoc.kernel.errors import Missing
from toctoc.people.models import Account, Actor
from toctoc.people.services.actors import suspend

if TYPE_CHECKING:
    from typing import Any

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

PAGES = ["/reglages", "/reglages/profil", "/reglages/acteurs"]
NEW = {"handle": "sorbier", "display_name": "Sorbier", "profession": "", "specialty": ""}
SAID = {"display_name": "Avril", "department": "29", "languages": ["fr", "en"], "note": "Je lis.", "profession": ""}


def save(actor: Actor, **changed: Any) -> Any:
    return signed_in(actor).client.post("/reglages/profil", SAID | changed)


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_sign_in_and_back(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/compte/login/?next={address}"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_for_its_owner_in_both_languages(avril: Actor, address: str) -> None:
    browser = signed_in(avril).client
    for language in ("fr", "en"):
        page = browser.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200
        assert page.content.decode().count("<h1") == 1


def test_settings_say_nothing_of_moderation_to_others(avril: Actor, vigie: Account) -> None:
    assert 'href="/moderation"' not in signed_in(avril).client.get("/reglages").content.decode()
    moderator = signed_in(Actor.objects.get(account=vigie))
    assert 'href="/moderation"' in moderator.client.get("/reglages").content.decode()


def test_what_an_actor_says_of_itself_is_kept(avril: Actor) -> None:
    assert save(avril, profession="nurse").status_code == 302
    avril.refresh_from_db()
    assert (avril.department, avril.languages, avril.note, avril.profession) == ("29", "fr,en", "Je lis.", "nurse")


def test_professions_are_offered_by_group_on_a_phone_too(avril: Actor) -> None:
    page = signed_in(avril).client.get("/reglages/profil").content.decode()
    select = page.partition('name="profession"')[2].partition("</select>")[0]
    groups = re.split("<optgroup", select)
    assert "Aucune" in groups[0]
    assert [re.findall('label="([^"]*)"', group) for group in groups[1:]] == [
        ["Professions avec ordre ou registre"],
        ["Professions sans ordre"],
        ["Étudiants et élèves"],
    ]
    for group, slug in zip(groups[1:], ("doctor", "home_care_aide", "student_doctor"), strict=True):
        assert f'value="{slug}"' in group
    specialties = page.partition('name="specialty"')[2].partition("</select>")[0]
    assert specialties.count('value="oral_surgery"') == 1
    assert re.findall('<optgroup label="([^"]*)"', specialties)[0] == "Médecin"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "·"),
        ("display_name", "x" * 10_000),
        ("display_name", "avril@exemple.test"),
        ("note", "Appelez le 06 12 34 56 78"),
        ("note", "x" * 10_000),
        ("languages", []),
        ("languages", ["de"]),
        ("department", "99"),
        ("profession", "sorcier"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(avril: Actor, field: str, value: object) -> None:
    answer = save(avril, **{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert ("Je lis." if field != "note" else 'value="Avril"') in answer.content.decode()
    avril.refresh_from_db()
    assert avril.note == ""


def test_a_proved_profession_cannot_be_changed_here(ruisseau: Actor) -> None:
    answer = save(ruisseau, profession="nurse", specialty="")
    assert answer.status_code == 302
    ruisseau.refresh_from_db()
    assert (ruisseau.profession, ruisseau.specialty) == ("doctor", "general_practice")


def test_another_actor_is_made_and_speaks(avril: Actor) -> None:
    browser = signed_in(avril).client
    assert browser.post("/reglages/acteurs", NEW).status_code == 302
    made = Actor.objects.get(handle="sorbier")
    assert made.account == avril.account
    assert browser.get("/reglages").context["actor"] == made


def test_sending_the_form_twice_makes_one_actor(avril: Actor) -> None:
    browser = signed_in(avril).client
    for _ in range(2):
        assert browser.post("/reglages/acteurs", NEW).status_code == 302
    assert Actor.objects.filter(account=avril.account).count() == 2


def test_the_handle_of_somebody_else_is_refused_beside_the_field(avril: Actor, ruisseau: Actor) -> None:
    answer = signed_in(avril).client.post("/reglages/acteurs", NEW | {"handle": "ruisseau"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["handle"]
    assert 'value="Sorbier"' in answer.content.decode()


def test_one_account_speaks_in_turn_as_its_two_actors(avril: Actor) -> None:
    browser = signed_in(avril).client
    browser.post("/reglages/acteurs", NEW)
    browser.post(f"/reglages/acteurs/{avril.pk}/parler")
    assert browser.get("/reglages").context["actor"] == avril
    browser.post(f"/reglages/acteurs/{Actor.objects.get(handle='sorbier').pk}/parler")
    assert browser.get("/reglages").context["actor"].handle == "sorbier"


def test_nobody_speaks_as_somebody_elses_actor(avril: Actor, ruisseau: Actor) -> None:
    browser = signed_in(avril).client
    assert browser.post(f"/reglages/acteurs/{ruisseau.pk}/parler").status_code == 404
    assert browser.get("/reglages").context["actor"] == avril


def test_a_session_that_names_somebody_elses_actor_is_corrected(avril: Actor, ruisseau: Actor) -> None:
    browser = signed_in(avril).client
    session = browser.session
    session["actor"] = ruisseau.pk
    session.save()
    assert browser.get("/reglages").context["actor"] == avril


def test_nothing_public_links_two_actors_of_one_account(avril: Actor) -> None:
    signed_in(avril).client.post("/reglages/acteurs", NEW)
    for first, second in (("avril", "sorbier"), ("sorbier", "avril")):
        assert f"@{second}" not in Client().get(f"/@{first}").content.decode()


def test_a_new_name_is_no_way_round_a_suspension(avril: Actor) -> None:
    suspend(actor=avril)
    assert signed_in(avril).client.post("/reglages/acteurs", NEW).status_code == 403
    assert not Actor.objects.filter(handle="sorbier").exists()


def test_an_administrator_without_an_actor_is_led_to_make_one(client: Client) -> None:
    chief = Account.objects.create_superuser(email="chef@exemple.test", password="girouette-verte")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/reglages").status_code == 200
    for asked in ("/reglages/profil", "/compte/login/?next=/questions/poser"):
        assert client.get(asked).headers["Location"] == "/reglages/acteurs"
    assert "pas encore d’acteur" in client.get("/reglages/acteurs").content.decode()
    assert client.post("/reglages/acteurs", NEW).status_code == 302
    assert client.get("/reglages/profil").status_code == 200


def test_finding_the_reader_costs_three_queries(
    avril: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(avril).client
    browser.post(f"/reglages/acteurs/{avril.pk}/parler")
    with django_assert_num_queries(3):
        browser.get("/robots.txt")


def test_the_account_of_a_handle_is_not_for_others(avril: Actor, ruisseau: Actor) -> None:
    from toctoc.people.queries import actor_of

    assert avril.account is not None
    with pytest.raises(Missing):
        actor_of(avril.account, person("tiers").pk)
