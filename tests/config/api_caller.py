"""A program that calls our API: with a token, or as a stranger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.test import Client
from openapi_schema_validator import OAS31Validator

from toctoc.config.api import api
from toctoc.people.services.tokens import ALL_SCOPES, issue_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor

ROOT = "/api/toctoc/v1"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Answer:
    """An answer, held to what the OpenAPI document says of the operation that gave it."""

    status: int
    body: Any
    headers: Any


@dataclass(frozen=True)
class Caller:
    """Somebody's program."""

    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("get", path, None, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.send("post", path, body, **headers)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        content = body if isinstance(body, str) else json.dumps(body)
        options: dict[str, Any] = {"headers": {name.replace("_", "-"): value for name, value in headers.items()}}
        if body is not None:
            options |= {"data": content, "content_type": "application/json"}
        return _read(method, path, Client().generic(method.upper(), f"{ROOT}{path}", **_generic(options)))


def _generic(options: dict[str, Any]) -> dict[str, Any]:
    return {"content_type": "application/json", **options}


def _read(method: str, path: str, response: Any) -> Answer:
    body: Any = json.loads(response.content) if response.content else None
    if response.status_code >= 400:
        assert response["Content-Type"] == PROBLEM
        assert body["status"] == response.status_code
        assert {"type", "title", "detail"} <= set(body)
    _hold_to_document(method, path.partition("?")[0], response.status_code, body)
    return Answer(response.status_code, body, response.headers)


def caller(actor: Actor, *scopes: str) -> Caller:
    """Return the program of an actor, whose token has every scope unless some are named."""
    assert actor.account is not None
    return Caller(issue_token(account=actor.account, scopes=scopes or ALL_SCOPES))


STRANGER = Caller()
_documents: list[dict[str, Any]] = []


def document() -> dict[str, Any]:
    """Return the OpenAPI document, made once."""
    if not _documents:
        made = api.get_openapi_schema(path_prefix=f"{ROOT}/")
        _documents.append(json.loads(json.dumps(made, default=str)))
    return _documents[0]


def _hold_to_document(method: str, path: str, status: int, body: object) -> None:
    """Check that the operation documents this status and that the body has the shape it says."""
    operation = _operation(method, path)
    if operation is None:
        return
    answer = operation["responses"][str(status)]
    for media in answer.get("content", {}).values():
        schema = {**media["schema"], "components": document()["components"]}
        OAS31Validator(schema).validate(body)


def _operation(method: str, path: str) -> dict[str, Any] | None:
    asked = path.strip("/").split("/")
    best: tuple[int, dict[str, Any]] | None = None
    for known, operations in document()["paths"].items():
        parts = known.removeprefix(f"{ROOT}/").split("/")
        if len(parts) != len(asked) or method not in operations:
            continue
        if all(p == a or p.startswith("{") for p, a in zip(parts, asked, strict=True)):
            exact = sum(p == a for p, a in zip(parts, asked, strict=True))
            best = max(best or (-1, {}), (exact, operations[method]), key=lambda found: found[0])
    return best[1] if best else None
