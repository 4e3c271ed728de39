"""Endpoints that take something typed, and the fields of each: found in the register, never listed."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args, get_type_hints
from unittest.mock import patch

import msgspec

from tests.doors.fields import names_in
from toctoc.mastodon_api.web import urls
from toctoc.mastodon_api.web.calls import Call
from toctoc.mastodon_api.web.endpoints import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FunctionType

    from tests.doors.fields import Place

READING = {"GET", "HEAD"}
# How an endpoint reaches what was sent.
READS = {"read", "tree", "range"}
assert urls.urlpatterns


def writing() -> list[str]:
    """Return every endpoint that changes something, as "POST api/v1/statuses"."""
    return [f"{method} {path}" for path, methods in REGISTER.items() for method in methods if method not in READING]


def that_take() -> list[str]:
    """Return those that read what was sent, or a word of their address."""
    return [name for name in writing() if "<str:" in name or _reads(_function(name))]


def _function(name: str) -> FunctionType:
    method, _, path = name.partition(" ")
    run: FunctionType = REGISTER[path][method].run  # type: ignore[assignment] # each is one
    return run


def _reads(run: FunctionType) -> bool:
    reached: set[FunctionType] = set()
    _reach(run, reached)
    return any(READS & set(names_in(one.__code__)) for one in reached)


def _reach(thing: Any, reached: set[FunctionType]) -> None:
    if not inspect.isfunction(thing) or thing in reached or not thing.__module__.startswith("toctoc.mastodon_api.web."):
        return
    reached.add(thing)
    for name in names_in(thing.__code__):
        _reach(thing.__globals__.get(name), reached)


@dataclass
class Asked:
    """What an endpoint read of a request: shapes, and names that it asked for by itself."""

    shapes: set[type[msgspec.Struct]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def texts(self) -> list[Place]:
        """Return where text may stand: the way to each; 0 stands for any element of a list."""
        found: dict[Place, None] = {}
        for shape in sorted(self.shapes, key=repr):
            found |= dict.fromkeys(texts_of(shape))
        known = {place[0] for place in found}
        return [*found, *((name,) for name in sorted(self.names - known))]


class _Noting(dict[str, Any]):
    """A tree that notes which names are asked for."""

    def __init__(self, tree: dict[str, Any], asked: Asked) -> None:
        super().__init__(tree)
        self.asked = asked

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self.asked.names.add(name)
        return super().__getitem__(name)


@contextmanager
def noting() -> Iterator[Asked]:
    """Note what endpoints read from here on."""
    asked = Asked()
    tree, shaped = vars(Call)["tree"], Call.read

    def read(self: Call, shape: type[msgspec.Struct]) -> Any:
        asked.shapes.add(shape)
        return shaped(self, shape)

    noted = cached_property(lambda call: _Noting(tree.func(call), asked))
    noted.__set_name__(Call, "tree")
    with patch.object(Call, "read", read), patch.object(Call, "tree", noted):
        yield asked


def texts_of(kind: Any, place: Place = ()) -> Iterator[Place]:
    """Yield where text may stand in a shape."""
    if kind in {str, object}:
        yield place
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        for each in msgspec.structs.fields(kind):
            yield from texts_of(hints[each.name], (*place, each.encode_name))
    else:
        is_list = getattr(kind, "__origin__", None) is list
        for inner in get_args(kind):
            yield from texts_of(inner, (*place, 0) if is_list else place)
