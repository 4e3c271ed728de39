"""Every page about proofs, at its own address, to whom it is not for: a page that somebody adds is asked too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.architecture.test_docs import addresses
from tests.conftest import signed_in
from toctoc.proofs.web.urls import urlpatterns

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db

PLACES = {"handle": "ruisseau", "secret": "a" * 32, "token": "a" * 43}
# What anybody may read: the ways, a seal, the way back from elsewhere (refused without a departure, whoever comes), and
# a link, whose page says what is asked and nothing of whom.
PUBLIC = {"/preuves/voies", "/@ruisseau/preuve", "/preuves/pro-sante-connect/retour"}
LINKS = {f"/preuves/employeur/invitation/{PLACES['token']}", "/preuves/employeur/invitation"}


def filled(pattern: str) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: PLACES.get(found[1], "1"), pattern)


ALL = sorted({filled(pattern) for pattern in addresses(urlpatterns)})
OF_MODERATORS = [
    address for address in ALL if "moderation/" in address and not address.startswith("/preuves/moderation/")
]


def test_there_is_something_to_ask() -> None:
    assert {*PUBLIC, *LINKS} <= {*ALL}
    assert len(ALL) > 30
    assert len(OF_MODERATORS) > 9


@pytest.mark.parametrize("address", [address for address in ALL if address not in PUBLIC | LINKS])
def test_a_stranger_is_led_to_sign_in_and_changes_nothing(address: str, ruisseau: Actor) -> None:
    for answer in (Client().get(address), Client().post(address)):
        is_led = answer.status_code == 302 and answer.headers["Location"].startswith("/compte/login/")
        assert is_led or answer.status_code in {401, 404, 405}, answer.status_code


@pytest.mark.parametrize("address", OF_MODERATORS)
def test_for_members_there_is_no_room_of_moderators(address: str, ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    assert {browser.get(address).status_code, browser.post(address).status_code} <= {404, 405}
    assert 404 in {browser.get(address).status_code, browser.post(address).status_code}
