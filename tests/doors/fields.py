"""Doors that take something typed, and the fields of each: found, never listed."""

from __future__ import annotations

import inspect
import types
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django import forms
from django.urls import URLResolver, get_resolver
from django.utils.datastructures import MultiValueDict

from tests.config.api_caller import document
from toctoc.mastodon_api.web.endpoints import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLPattern

API = "api/"
# Django's own pages for operators, and allauth's of accounts: see NOT_OURS in the test.
NOT_OURS = ("administration/", "compte/")
OURS = ("administration/regles",)
Place = tuple[str | int, ...]


def callbacks(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every address of the tables with what answers there."""
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from callbacks(pattern.url_patterns, whole)
        else:
            yield whole, pattern.callback


def pages_that_take() -> dict[str, Any]:
    """Return the pages of ours that take a form or something sent, by address: found in what their code reaches."""
    found = {}
    for address, view in callbacks(get_resolver().url_patterns):
        is_ours = not address.startswith((API, *NOT_OURS)) or address.startswith(OURS)
        if address in REGISTER and "POST" not in REGISTER[address]:
            continue
        if is_ours and "POST" in (_methods(view) or ["POST"]) and _reads(view):
            found[f"/{address}"] = view
    return found


def _methods(view: Any) -> list[str] | None:
    """Return what Django's decorator lets through to a view; ``None`` when it has none."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            told = cell.cell_contents
            if isinstance(told, (list, tuple)) and told and all(isinstance(one, str) for one in told):
                return list(told)
        view = getattr(view, "__wrapped__", None)
    return None


def _reads(view: Any) -> bool:
    """Tell whether a view, or what it calls of ours, names a form, or reads what was sent."""
    reached: set[Any] = set()
    _reach(view, reached)
    return any(inspect.isclass(one) or {"POST", "FILES", "body"} & set(names_in(one.__code__)) for one in reached)


def _reach(thing: Any, reached: set[Any]) -> None:
    thing = inspect.unwrap(thing) if callable(thing) else None
    if thing is None or not str(getattr(thing, "__module__", "")).startswith("toctoc.") or thing in reached:
        return
    if inspect.isclass(thing):
        if issubclass(thing, forms.BaseForm):
            reached.add(thing)
        return
    if not inspect.isfunction(thing):
        return
    reached.add(thing)
    for name in names_in(thing.__code__):
        _reach(thing.__globals__.get(name), reached)


def names_in(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from names_in(inner)


@contextmanager
def noting() -> Iterator[set[Any]]:
    """Note the name of every field that is read from what a form sent."""
    asked: set[Any] = set()
    get, several = MultiValueDict.__getitem__, MultiValueDict.getlist

    def item(self: MultiValueDict[Any, Any], name: Any) -> Any:
        asked.add(name)
        return get(self, name)

    def items(self: MultiValueDict[Any, Any], name: Any, default: Any = None) -> Any:
        asked.add(name)
        return several(self, name, default)

    with patch.object(MultiValueDict, "__getitem__", item), patch.object(MultiValueDict, "getlist", items):
        yield asked


def operations_that_take() -> dict[str, dict[str, Any]]:
    """Return what each operation of the JSON API takes, by "post /posts"."""
    found = {}
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            if body := operation.get("requestBody"):
                (content,) = body["content"].values()
                found[f"{method} {path.removeprefix('/api/toctoc/v1')}"] = content["schema"]
    return found


def texts_of(schema: dict[str, Any], place: Place = ()) -> Iterator[Place]:
    """Yield where a body holds free text: the way to each string; 0 stands for any element of a list."""
    schema = _resolved(schema)
    for one in (one for word in ("anyOf", "allOf", "oneOf") for one in schema.get(word, ())):
        yield from texts_of(one, place)
    is_word = "enum" in schema or "const" in schema or schema.get("format") in {"binary", "date-time"}
    if schema.get("type") == "string" and not is_word:
        yield place
    if schema.get("type") == "array":
        yield from texts_of(schema.get("items", {}), (*place, 0))
    for name, inner in schema.get("properties", {}).items():
        yield from texts_of(inner, (*place, name))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def with_text(body: Any, place: Place, text: str) -> Any:
    """Return ``body`` with ``text`` at a place, what is missing on the way made."""
    if not place:
        return text
    head, *rest = place
    if isinstance(head, int):
        told = list(body) if isinstance(body, list) and body else [None]
        return [with_text(told[0], tuple(rest), text), *told[1:]]
    known: dict[str, Any] = deepcopy(body) if isinstance(body, dict) else {}
    return {**known, head: with_text(known.get(head), tuple(rest), text)}


def has(body: Any, place: Place) -> bool:
    """Tell whether a body says something at a place."""
    for step in place:
        if isinstance(step, int):
            if not (isinstance(body, list) and body):
                return False
            body = body[0]
        elif isinstance(body, dict) and step in body:
            body = body[step]
        else:
            return False
    return True
