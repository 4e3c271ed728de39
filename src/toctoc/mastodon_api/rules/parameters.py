"""The parameters of a request, in every spelling that apps use, as one tree.

``a=1&a=2``, ``a[]=1&a[]=2``, ``a[0]=1``, ``a[b]=1``, ``a[][b]=1&a[][c]=2`` (as Rack reads them), JSON objects and
multipart fields all become the same nested dictionaries and lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

# More than any app sends, and little enough to read without harm.
MOST_PAIRS = 1_000
DEEPEST = 5
Tree = dict[str, Any]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_STEP = re.compile(r"\[([^\[\]]*)\]")
# Python refuses to read numbers of thousands of figures.
_PLACE = re.compile("[0-9]{1,9}")


def tree_of(pairs: Iterable[tuple[str, object]]) -> Tree:
    """Return the tree that pairs of names and values spell; raise :class:`Invalid` for too many or too deep ones.

    A plain name told twice becomes a list, as most clients mean it.
    """
    tree: Tree = {}
    for count, (name, value) in enumerate(pairs, 1):
        if count > MOST_PAIRS:
            raise Invalid("Cette requête a trop de paramètres.")
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        if isinstance(value, str) and "\0" in value:
            # PostgreSQL refuses to look for it.
            raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field=match[1])
        steps = _STEP.findall(match[2])
        if len(steps) > DEEPEST:
            raise Invalid("Cette requête a trop de paramètres.")
        _put(tree, [match[1], *steps], value)
    return {name: _settled(value) for name, value in tree.items()}


def _put(tree: Tree, path: list[str], value: object) -> None:
    """Put a value where its path leads; an empty step means "one more"."""
    first, *rest = path
    if not rest:
        tree[first] = _joined(tree[first], value) if first in tree else value
        return
    inner = tree.setdefault(first, {})
    if not isinstance(inner, dict):
        # ``a=1&a[b]=2`` says two things: the first stands.
        return
    step, *deeper = rest
    if step:
        _put(inner, rest, value)
    elif deeper:
        _put_in_last(inner, deeper, value)
    else:
        inner[f"{len(inner)}"] = value


def _put_in_last(rows: Tree, path: list[str], value: object) -> None:
    """Put a value into the last row of a list of objects, or into a new one when that row has it already."""
    last = rows.get(str(len(rows) - 1))
    if not isinstance(last, dict) or path[0] in last:
        last = rows.setdefault(str(len(rows)), {})
    _put(last, path, value)


def _joined(known: object, value: object) -> list[object]:
    return [*known, value] if isinstance(known, list) else [known, value]


def _settled(value: object) -> object:
    """Turn dictionaries whose keys are places (0, 1, 2) into lists."""
    if not isinstance(value, dict):
        return value
    inner = {name: _settled(each) for name, each in value.items()}
    if inner and all(_PLACE.fullmatch(name) for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
