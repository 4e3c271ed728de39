"""An app: with somebody's token, or as a stranger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.test import Client

from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor

BROAD = ("read", "write", "follow", "push")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: Any


@dataclass(frozen=True)
class App:
    """Somebody's app."""

    token: str = ""

    def get(self, path: str, **query: object) -> Answer:
        return self.send("GET", path, query)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.send("POST", path, {}, body, headers)

    def put(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.send("PUT", path, {}, body, headers)

    def patch(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.send("PATCH", path, {}, body, headers)

    def delete(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.send("DELETE", path, {}, body, headers)

    def send(
        self,
        method: str,
        path: str,
        query: dict[str, Any],
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        said = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        options: dict[str, Any] = {"headers": said, "query_params": query}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        response = Client().generic(method, f"/api/{path}", **options)
        return _read(response)

    def form(self, method: str, path: str, body: str, kind: str = "application/x-www-form-urlencoded") -> Answer:
        """Send a body as it is."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return _read(Client().generic(method, f"/api/{path}", data=body, content_type=kind, headers=headers))

    def multipart(self, method: str, path: str, fields: dict[str, Any], **more: str) -> Answer:
        """Send fields and files as browsers do; ``more`` headers."""
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        headers = {name.replace("_", "-"): value for name, value in more.items()}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = encode_multipart(BOUNDARY, fields)
        return _read(
            Client().generic(method, f"/api/{path}", data=data, content_type=MULTIPART_CONTENT, headers=headers)
        )


def _read(response: Any) -> Answer:
    assert response["Content-Type"].startswith("application/json"), response.content[:300]
    body: Any = json.loads(response.content) if response.content else None
    if response.status_code >= 400:
        assert isinstance(body["error"], str)
        assert body["error"]
    return Answer(response.status_code, body, response.headers)


def app_of(actor: Actor, *scopes: str) -> App:
    """Return the app of an actor; its token has every broad scope unless some are named."""
    assert actor.account is not None
    return App(issue_token(account=actor.account, scopes=scopes or BROAD))


STRANGER = App()
