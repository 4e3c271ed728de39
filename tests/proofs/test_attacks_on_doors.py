"""Somebody wants to pass limits, to lock others out, or to make a door fail."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory

from tests.conftest import signed_in
from tests.proofs.paths.directory_files import file_of, row
from toctoc.kernel.errors import Invalid
from toctoc.people.models import Account, Actor
from toctoc.proofs.paths.directory.services.sources import opened
from toctoc.proofs.paths.employer.rules.batches import typed_addresses
from toctoc.proofs.web.addresses import client_address

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("unix:", "unix:", True),
    ],
)
def test_a_home_counts_as_one_address_whatever_it_numbers_its_machines(one: str, other: str, are_one: bool) -> None:  # noqa: FBT001
    first, second = (client_address(RequestFactory().get("/", REMOTE_ADDR=number)) for number in (one, other))
    assert (first == second) is are_one


def test_an_address_that_a_stranger_writes_counts_for_nothing_without_a_proxy() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "198.51.100.1"})
    assert client_address(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.9,", "127.0.0.1"),
        ("x, 2001:db8:1:2::5", "2001:db8:1:2::"),
    ],
)
def test_behind_a_proxy_the_last_address_counts(settings: LazySettings, written: str, counted: str) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="https://toctoc.exemple.test")
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": written})
    assert client_address(request) == counted


@pytest.mark.parametrize(
    "address",
    [
        "/@%00/preuve",
        "/@%00",
        "/preuves/employeur/invitation/%00",
        "/preuves/confreres/%00",
        "/preuves/confreres/moderation/%00",
        "/moderation/acteurs/%00",
        "/moderation/preuves/acteurs/%00",
        "/moderation/preuves/recherche?identifiant=%00",
        "/moderation/preuves/recherche?profession=%00&voie=%00&etat=%00",
        "/preuves/pro-sante-connect/retour?state=%00&code=%00&iss=%00",
    ],
)
def test_a_nought_in_an_address_breaks_no_door(vigie: Account, address: str) -> None:
    for browser in (Client(), signed_in(Actor.objects.get(account=vigie)).client):
        browser.raise_request_exception = False
        assert browser.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["%E4%B8%AD", "%0D%0ASet-Cookie:x=y", "a;b=c", "%F0%9F%A6%86" * 50])
def test_an_invitation_that_is_none_sets_a_cookie_that_a_server_can_send(token: str) -> None:
    answer = Client().get(f"/preuves/employeur/invitation/{token}")
    assert answer.status_code == 302
    said = answer.cookies.output(header="", sep="|").encode("latin-1")
    assert b"\r" not in said
    assert b"\n" not in said
    assert Client(headers={"Cookie": said.decode().split(";")[0]}).get(answer.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        "=?utf-8?q?victime=40exemple.test?=@exemple.test",
        "=?utf-8?q?a=0d=0aRCPT?=@exemple.test",
        "a\x01b@exemple.test",
        "a\u202eb@exemple.test",
        "a@exemple.test\x00",
    ],
)
def test_no_address_means_another_to_a_mail_server(typed: str) -> None:
    good = [f"aide{number}@exemple.test" for number in range(5)]
    with pytest.raises(Invalid) as refused:
        typed_addresses("\n".join([*good, typed]))
    assert "exemple.test" not in str(refused.value)


@pytest.mark.parametrize("damage", ["encrypted", "unknown"])
def test_an_archive_that_cannot_be_opened_is_refused_in_words(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "annuaire.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("PS_LibreAcces_Personne_activite.txt", file_of(row(1)))
    content = bytearray(file.read_bytes())
    central = content.find(b"PK\x01\x02")
    # The flag of encryption, or a way of compressing that nobody knows (APPNOTE.TXT 4.3.7 and 4.3.12).
    for place in (6, central + 8) if damage == "encrypted" else (8, central + 10):
        content[place] |= 1 if damage == "encrypted" else 97
    file.write_bytes(content)
    with pytest.raises(Invalid, match="tronqué ou abîmé"), opened(str(file)):
        pytest.fail("It was opened.")


@pytest.mark.parametrize(
    "asked", ["//dehors.exemple.test", "https://dehors.exemple.test", "/\\dehors.exemple.test", "preuves", "home"]
)
def test_making_an_actor_leads_nowhere_but_to_a_page_of_this_site(ruisseau: Actor, asked: str) -> None:
    typed = {"suite": asked, "handle": "ruisseau", "display_name": "Ruisseau"}
    answer = signed_in(ruisseau).client.post("/reglages/acteurs", typed)
    assert answer.headers["Location"] == "/reglages/acteurs"
