"""Parameters read into a typed shape, as leniently as apps need and no more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.parameters import Tree

S = TypeVar("S", bound=msgspec.Struct)

# How forms say yes and no besides the words that JSON knows.
_YES_NO = {"on": True, "t": True, "yes": True, "off": False, "f": False, "no": False, "": False}


def read(tree: Tree, shape: type[S]) -> S:
    """Return what a request says, as ``shape``; raise :class:`Invalid` for a value of another kind.

    A single value stands for a list of one, figures and truths may be text; what the shape does not name is left out.
    """
    try:
        return msgspec.convert(_fitted(tree, shape), shape, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field=_place(str(error))) from error


def _fitted(tree: object, shape: type[msgspec.Struct]) -> object:
    if not isinstance(tree, dict):
        return tree
    kinds = _kinds(shape)
    return {name: _fit(value, kinds[name]) for name, value in tree.items() if name in kinds}


def _fit(value: object, kinds: tuple[Any, ...]) -> object:
    """Return a value as one of the kinds of its field would have it."""
    for kind in kinds:
        if get_origin(kind) is list:
            return _fit_rows(value, get_args(kind)[0])
        if _is_shape(kind):
            return _fitted(value, kind)
    if bool in kinds and isinstance(value, str):
        return _YES_NO.get(value.lower(), value)
    # Of a plain value told several times, the last one stands.
    return _as_said(value[-1] if isinstance(value, list) and value and dict not in kinds else value, kinds)


def _fit_rows(value: object, inner: type[Any]) -> list[object]:
    rows = value if isinstance(value, list) else [] if value in ("", None) else [value]
    return [_fitted(row, inner) if _is_shape(inner) else _as_said(row, (inner,)) for row in rows]


def _as_said(value: object, kinds: tuple[Any, ...]) -> object:
    """Return the text that a number stands for where text is asked for: some apps send ids as numbers."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and str in kinds and int not in kinds else value


@lru_cache(maxsize=256)
def _kinds(shape: type[msgspec.Struct]) -> dict[str, tuple[Any, ...]]:
    """Return by field the kinds it may have: those of a union, or the one."""
    hints = get_type_hints(shape)
    return {
        field.encode_name: (hints[field.name],) if get_origin(hints[field.name]) is list else _union(hints[field.name])
        for field in msgspec.structs.fields(shape)
    }


def _union(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 a type, of which typing has no common class
    return tuple(kind for kind in get_args(hint) or (hint,) if kind is not type(None))


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _place(said: str) -> str:
    """Return the field that an error of msgspec names: "… - at `$.poll.options`" is ``poll.options``."""
    return said.rpartition("`$.")[2].rstrip("`") if "`$." in said else ""
