"""What the place says of itself to apps."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from tests.conftest import person, post_by
from tests.mastodon_api.caller import STRANGER
from tests.mastodon_api.entities_notices import (
    Activity,
    DomainBlock,
    ExtendedDescription,
    Instance,
    InstanceV1,
    Rule,
    TermsOfService,
    checked,
)
from toctoc.community.models.post import LONGEST_TEXT
from toctoc.config.wsgi import ApiSite
from toctoc.mastodon_api.rules.place import RULES
from toctoc.moderation.models import ServerRule
from toctoc.moderation.rules.grounds import GROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor


@pytest.fixture(autouse=True)
def _no_figures() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_an_app_learns_what_the_place_is(db: None) -> None:
    told = checked(STRANGER.get("v2/instance").body, Instance)
    assert told.domain == "127.0.0.1:8000"
    assert told.version.startswith("4.5.0 (compatible; Toctoc ")
    assert told.configuration.statuses.max_characters == LONGEST_TEXT
    assert told.configuration.urls.streaming == "ws://127.0.0.1:8001"
    assert len(told.configuration.vapid["public_key"]) == 88
    assert told.contact.email
    assert told.registrations.enabled is True
    assert told.usage == {"users": {"active_month": 0}}


def test_an_app_from_before_learns_the_same(db: None) -> None:
    old, new = (
        checked(STRANGER.get("v1/instance").body, InstanceV1),
        checked(STRANGER.get("v2/instance").body, Instance),
    )
    assert (old.uri, old.version, old.email) == (new.domain, new.version, new.contact.email)
    assert old.configuration.polls == new.configuration.polls
    assert old.urls["streaming_api"] == new.configuration.urls.streaming


def test_rules_are_those_of_the_page_in_both_languages(db: None) -> None:
    rules = checked(STRANGER.get("v1/instance/rules").body, list[Rule])
    page = Client().get("/regles").content.decode()
    english = Client(headers={"accept-language": "en"}).get("/regles").content.decode()
    for rule in rules:
        assert rule.translations["fr"]["text"] in page
        assert rule.translations["en"]["text"] in english
        assert rule.translations["en"]["text"] != rule.translations["fr"]["text"]
    assert {rule.ground for rule in RULES} <= set(GROUNDS)


def test_figures_single_nobody_out(db: None) -> None:
    people = [person(f"numero{n}") for n in range(12)]
    for actor in people[:9]:
        post_by(actor)
    week = checked(STRANGER.get("v1/instance/activity").body, list[Activity])[0]
    assert (week.statuses, week.logins, week.registrations) == ("0", "0", "10")
    for actor in people:
        post_by(actor)
    cache.clear()
    weeks = checked(STRANGER.get("v1/instance/activity").body, list[Activity])
    assert (weeks[0].statuses, weeks[0].logins) == ("20", "10")
    assert len(weeks) == 12
    told = checked(STRANGER.get("v2/instance").body, Instance)
    assert told.usage["users"]["active_month"] == 10


@pytest.mark.parametrize("name", ["extended_description", "privacy_policy"])
def test_pages_are_told_without_their_frame_and_lead_back_here(db: None, name: str) -> None:
    told = checked(STRANGER.get(f"v1/instance/{name}").body, ExtendedDescription)
    assert told.content.startswith("<div")
    assert "<html" not in told.content
    assert 'href="/' not in told.content


def test_pages_are_told_by_the_handler_of_the_api_alone(db: None) -> None:
    answer = ApiSite().get_response(RequestFactory().get("/api/v1/instance/terms_of_service"))
    assert answer.status_code == 200


def test_terms_are_found_by_their_day_alone(db: None) -> None:
    terms = checked(STRANGER.get("v1/instance/terms_of_service").body, TermsOfService)
    assert terms.effective is True
    day = terms.effective_date
    assert STRANGER.get(f"v1/instance/terms_of_service/{day}").body["content"] == terms.content
    assert STRANGER.get("v1/instance/terms_of_service/1999-01-01").status == 404


def test_servers_that_are_kept_away_are_told_but_not_domains_of_mail(db: None) -> None:
    ServerRule.objects.create(domain="mauvais.exemple.test", severity="suspend", reason="Harcèlement")
    ServerRule.objects.create(domain="jetable.exemple.test", severity="mail", reason="Adresses jetables")
    [told] = checked(STRANGER.get("v1/instance/domain_blocks").body, list[DomainBlock])
    digest = hashlib.sha256(b"mauvais.exemple.test").hexdigest()
    assert (told.domain, told.digest, told.severity) == ("mauvais.exemple.test", digest, "suspend")


@pytest.mark.parametrize(
    ("path", "body"),
    [("v1/custom_emojis", []), ("v1/instance/peers", []), ("v1/instance/translation_languages", {})],
)
def test_what_the_place_does_not_have_is_told_as_nothing(db: None, path: str, body: object) -> None:
    assert STRANGER.get(path).body == body


def test_programs_find_what_runs_here(ruisseau: Actor) -> None:
    client = Client()
    links: list[dict[str, str]] = client.get("/.well-known/nodeinfo").json()["links"]
    for link in links:
        told: dict[str, Any] = client.get(link["href"].removeprefix("http://127.0.0.1:8000")).json()
        assert told["software"]["name"] == "toctoc"
        assert link["rel"].endswith(told["version"])
    assert client.get("/nodeinfo/9.9").status_code == 404
    meta = client.get("/.well-known/host-meta")
    assert meta["Content-Type"].startswith("application/xrd+xml")
    assert b"webfinger?resource={uri}" in meta.content
    assert client.get("/health").json() == {"status": "UP"}


def test_a_name_leads_to_its_page_unless_it_is_not_shown(ruisseau: Actor, avril: Actor) -> None:
    client = Client()

    def asked(resource: str) -> int:
        return client.get("/.well-known/webfinger", {"resource": resource}).status_code

    found = client.get("/.well-known/webfinger", {"resource": "acct:ruisseau@127.0.0.1:8000"})
    assert found.json()["aliases"] == ["http://127.0.0.1:8000/@ruisseau"]
    assert asked("acct:ruisseau@ailleurs.test") == asked("acct:personne@127.0.0.1:8000") == 404
    for junk in ("", "acct:", "@", "acct:@@@", "a" * 5000):
        assert asked(junk) == 404
    type(avril).objects.filter(pk=avril.pk).update(suspended_at=avril.created_at)
    assert asked("acct:avril@127.0.0.1:8000") == 404
