"""How an app and somebody at a browser go through OAuth in these tests."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from tests.conftest import signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from toctoc.people.models import Actor

JSON = "application/json"
BACK = "https://app.exemple.test/retour"
OOB = "urn:ietf:wg:oauth:2.0:oob"
VERIFIER = "un-verificateur-assez-long-pour-la-norme-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@dataclass
class App:
    """An app that registered."""

    client_id: str
    client_secret: str
    redirect: str = BACK
    client: Client = field(default_factory=Client)

    def address(self, **more: str) -> str:
        """Return where it sends somebody to be let in."""
        asked = {"response_type": "code", "client_id": self.client_id, "redirect_uri": self.redirect, **more}
        return "/oauth/authorize?" + urlencode({name: value for name, value in asked.items() if value})

    def token(self, **asked: str) -> Answer:
        """Ask for a token."""
        known = {"client_id": self.client_id, "client_secret": self.client_secret, **asked}
        return self.client.post("/oauth/token", {name: value for name, value in known.items() if value})

    def exchange(self, code: str, **more: str) -> Answer:
        """Exchange a code."""
        return self.token(grant_type="authorization_code", code=code, redirect_uri=self.redirect, **more)


def register(redirect: str = BACK, scopes: str = "read write follow push", **more: Any) -> App:
    """Register an app."""
    said = {"client_name": "Essai", "redirect_uris": redirect, "scopes": scopes, **more}
    answer = Client().post("/api/v1/apps", said, content_type=JSON)
    assert answer.status_code == 200, answer.content
    made = answer.json()
    return App(made["client_id"], made["client_secret"], redirect)


def consent(app: App, actor: Actor, *, answer: str = "oui", as_actor: Actor | None = None, **more: str) -> Answer:
    """Let an app in, or not, as somebody who signed in does."""
    browser = signed_in(actor).client
    address = app.address(**more)
    assert browser.get(address).status_code == 200
    return browser.post(address, {"reponse": answer, "acteur": (as_actor or actor).pk})


def code_of(answer: Answer) -> str:
    """Return the code that an answer leads back to the app with."""
    assert answer.status_code == 302, answer.content
    return parse_qs(urlsplit(answer["Location"]).query)["code"][0]


def shown_code(answer: Answer) -> str:
    """Return the code that a page shows."""
    match = re.search(r'<input id="code" value="([^"]+)"', answer.content.decode())
    assert match is not None
    return match[1]


def let_in(actor: Actor, *, scopes: str = "read write follow push", asked: str = "") -> str:
    """Return the token of an app that an actor let in."""
    app = register(scopes=scopes)
    answer = app.exchange(code_of(consent(app, actor, scope=asked or scopes)))
    assert answer.status_code == 200, answer.content
    token: str = answer.json()["access_token"]
    return token


def bearer(token: str) -> dict[str, str]:
    """Return the headers that carry a token."""
    return {"Authorization": f"Bearer {token}"}
