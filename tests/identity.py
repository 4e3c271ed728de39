"""The stand-in for Pro Santé Connect on a free port of this machine, and a browser's way through it."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from toctoc.config.environment import Environment, ProSanteConnect
from toctoc.proofs.paths.pro_sante_connect.provider.listening import listener
from toctoc.proofs.paths.pro_sante_connect.provider.signing import Signer
from toctoc.proofs.paths.pro_sante_connect.provider.site import DemonstrationProvider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.pages import Response

START = "/preuves/pro-sante-connect/"


@dataclass
class Identity:
    """A provider that listens, what it was asked, and how a browser goes through it."""

    site: DemonstrationProvider
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its name, which is its address."""
        return self.site.issuer

    def settings(self, before: Environment) -> Environment:
        """Return the settings of a server that asks this provider."""
        chosen = ProSanteConnect(self.issuer, self.site.client_id, self.site.client_secret)
        return replace(before, pro_sante_connect=chosen)

    def lines(self) -> str:
        """Return the same for the file of a data folder."""
        chosen = (self.issuer, self.site.client_id, self.site.client_secret)
        return "TOCTOC_PSC_ISSUER={}\nTOCTOC_PSC_CLIENT_ID={}\nTOCTOC_PSC_CLIENT_SECRET={}\n".format(*chosen)

    def twist(self, **twists: Any) -> None:
        """Make it misbehave from now on."""
        self.site.twists.update(twists)


@lru_cache
def signer() -> Signer:
    """Return a key pair that every test may use: making one takes a while."""
    return Signer()


@contextmanager
def listening(client_id: str = "toctoc-essai") -> Iterator[Identity]:
    """Answer on a free port until the block ends."""
    server = listener("127.0.0.1", 0)
    issuer = f"http://127.0.0.1:{server.server_port}"
    identity = Identity(DemonstrationProvider(issuer, client_id, "clair-de-lune", signer=signer()))

    def noted(environ: Any, start_response: Any) -> Any:
        identity.asked.append(environ["PATH_INFO"])
        return identity.site(environ, start_response)

    server.set_app(noted)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield identity
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def leave(client: Client) -> str:
    """Press the button; return the address that the page leads to."""
    page = client.post(START)
    assert page.status_code == 200, page.content.decode()
    found = re.search(r'<meta http-equiv="refresh" content="0;url=([^"]+)">', page.content.decode())
    assert found is not None
    return unescape(found[1])


def choose_over_there(address: str, person: str) -> str:
    """Choose somebody on the provider's page; return the address the browser is sent back to, without its host."""
    shown = httpx.get(address, trust_env=False)
    assert shown.status_code == 200, shown.text
    answer = httpx.post(address, data={"person": person}, trust_env=False)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def through(client: Client, person: str) -> Response:
    """Leave, choose somebody, and come back."""
    return client.get(choose_over_there(leave(client), person))
