"""What the OpenAPI document says of every operation alike: how it can fail, who may call, how to repeat."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from toctoc.config.api.problems import MEDIA_TYPE

DESCRIPTION = """\
What people do on the pages, for programs: ask, answer, read, follow.

* **Tokens.** `Authorization: Bearer …`; scope `read` to read, `write` or `write:statuses` to write. A token speaks as \
the first actor of its account. Without a token one reads as a stranger.
* **Ids** are strings and sort by time. They are those of the Mastodon API.
* **Lists** are pages by key: pass `next` of an answer as `before` (as `after` for replies, which run forwards), or \
follow the `Link` header.
* **Errors** are problem documents (RFC 9457). What does not exist and what is not yours look the same (404).
* **Repeats.** A write with an `Idempotency-Key` is done once; a repeat gets the first answer again, with \
`Idempotent-Replay: true`. Keys are kept for a day.
* **Texts** pass the guard: a text that could make somebody recognisable is refused (422) with what was found; \
offsets count code points.
"""

_METHODS = frozenset({"get", "put", "post", "delete", "patch"})
_FINDING = {
    "type": "object",
    "required": ["start", "end", "words", "kind", "level", "reason", "replacement"],
    "properties": {
        "start": {"type": "integer", "description": "First code point of the text concerned."},
        "end": {"type": "integer", "description": "The code point after the last one."},
        "words": {"type": "string", "description": "What stands there, as it was sent."},
        "kind": {"type": "string", "examples": ["email", "phone", "name", "commune"]},
        "level": {
            "type": "string",
            "enum": ["block", "mask", "look"],
            "description": "`block` must go, `mask` goes or is kept by `assurance`, `look` stops nothing.",
        },
        "reason": {"type": "string", "description": "A sentence for the writer."},
        "replacement": {"type": "string", "description": "What may stand there instead, in the text's language."},
    },
}
_PROBLEM = {
    "title": "Problem",
    "description": "Why the request was not done (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "The HTTP status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for a person, in the language asked for."},
        "field": {"type": "string", "description": "Which member of the request is wrong, when it is one."},
        "findings": {"type": "array", "items": _FINDING, "description": "What the guard found in what `field` holds."},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "What the shape should be."},
    },
}
_READ_FAILS = {
    401: "The token is not valid.",
    403: "The token may not do this.",
    404: "Nothing there, or not for this caller.",
    405: "The address does not know this method.",
    422: "A value is wrong; `field` names it.",
    429: "Too often; `Retry-After` says when (in seconds).",
    500: "The fault is ours; the same request may be tried again.",
}
_WRITE_FAILS = {
    **_READ_FAILS,
    400: "The body is not JSON.",
    401: "A valid token is needed.",
    403: "Understood, and not allowed to this actor.",
    409: "The object changed meanwhile.",
    413: "The body is too large.",
    422: "A value is wrong (`field` names it), or the guard refused the text (`findings`).",
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Any string of 1 to 200 characters that the caller uses for this write alone.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """Return ``schema`` with the problem answers, the security and the header that operations share."""
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    scheme = next(iter(components["securitySchemes"]))
    for path in schema["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _describe(operation, scheme, reads=method == "get")
    return schema


def _describe(operation: dict[str, Any], scheme: str, *, reads: bool) -> None:
    fails = _READ_FAILS if reads else _WRITE_FAILS
    for status, description in fails.items():
        operation["responses"][str(status)] = {
            "description": description,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = {
        str(status): {**answer, "description": answer.get("description") or HTTPStatus(int(status)).phrase}
        for status, answer in sorted(operation["responses"].items(), key=lambda item: int(item[0]))
    }
    operation["security"] = [{}, {scheme: []}] if reads else [{scheme: []}]
    if not reads:
        operation["parameters"] = [*operation.get("parameters", []), _KEY]
