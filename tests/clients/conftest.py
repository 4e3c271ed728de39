"""A running server, with real clients that know nothing of Toctoc."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from mastodon import Mastodon

from tests.config.program import Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASSWORD = "cabane-orange-42-sous-la-pluie"
SCOPES = ["read", "write", "follow", "push"]
SETTINGS = {"TOCTOC_EMAIL_CONFIRMATION": "off", "TOCTOC_REGISTRATION": "open"}


@dataclass
class Place:
    """A server, and how to sign up there as apps do."""

    server: Serving
    client_id: str = ""
    client_secret: str = ""
    made: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.port}"

    def register(self) -> None:
        """Make the app known."""
        self.client_id, self.client_secret = Mastodon.create_app(
            "Client d’essai", scopes=SCOPES, api_base_url=self.address
        )

    def client(self, token: str | None = None) -> Mastodon:
        """Return a client of the app, with somebody's token or none."""
        return Mastodon(
            client_id=self.client_id, client_secret=self.client_secret, access_token=token, api_base_url=self.address
        )

    def somebody(self) -> Mastodon:
        """Sign somebody new up, through the client alone."""
        handle = f"essai{secrets.token_hex(4)}"
        client = self.client()
        client.create_account(handle, PASSWORD, f"{handle}@exemple.test", agreement=True, locale="fr", scopes=SCOPES)
        self.made.append(handle)
        return client


def soon(found: Callable[[], object], *, seconds: float) -> object:
    """Return what ``found`` returns once it is something; fail when it is nothing for too long."""
    end = time.monotonic() + seconds
    while not (something := found()):
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.2)
    return something


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server of its own for all the tests of this folder."""
    folder: Path = tmp_path_factory.mktemp("clients")
    server = Serving(folder, settings=SETTINGS)
    try:
        here = Place(server)
        here.register()
        yield here
    finally:
        server.end()


@pytest.fixture
def somebody(place: Place) -> Callable[[], Mastodon]:
    """Return how to sign somebody new up."""
    return place.somebody
