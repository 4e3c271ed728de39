"""Every pattern of the guard, and texts made to be slow for each of them.

A text is made from the pattern itself: what it matches, what it almost matches, and what each of its repeats eats,
over and over. A pattern that tries again and again from each place shows on one of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
from functools import cache
from typing import TYPE_CHECKING, Any

import toctoc.privacy.rules
from toctoc.privacy.rules.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_parser: Any = importlib.import_module("re._parser")
_CATEGORIES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
}
_ORDINARY = "a1 -.A,\n@é/" + string.printable


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern that a module of the rules holds, by where it stands."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    root = toctoc.privacy.rules
    for info in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(_held(value)):
                found.setdefault(
                    (pattern.pattern, pattern.flags),
                    (f"{info.name[len(root.__name__) + 1 :]}.{name}.{number}", pattern),
                )
    return dict(found.values())


def _held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Lazy):
        yield value.compiled()
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, dict):
        for inside in value.values():
            yield from _held(inside, depth + 1)
    elif depth < 3 and isinstance(value, (tuple, list, set, frozenset)):
        for inside in value:
            yield from _held(inside, depth + 1)


def slow_for(pattern: re.Pattern[str]) -> list[str]:
    """Return the pieces that, repeated, are most likely to be slow for ``pattern``."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    pieces: dict[str, None] = {}
    for last in (False, True):
        whole = _sample(tree, last)
        for piece in (whole, whole[:-1], whole[:-1] + "\x00", whole[1:]):
            pieces[piece] = None
        for inside in _repeats(tree):
            pieces[_sample(inside, last)] = None
    return [piece for piece in pieces if piece][:16]


def _sample(tree: Any, last: bool) -> str:  # noqa: FBT001 which branch to take
    """Return a text that ``tree`` matches, taking the first or the last branch everywhere."""
    written = ""
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            written += chr(argument)
        elif name in {"NOT_LITERAL", "ANY", "IN"}:
            written += _one_of(name, argument)
        elif name == "BRANCH":
            written += _sample(argument[1][-1 if last else 0], last)
        elif name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            written += _sample(argument[-1] if name == "SUBPATTERN" else argument, last)
        elif name.endswith("_REPEAT"):
            low, high, inside = argument
            written += _sample(inside, last) * max(low, min(int(high), 2))
    return written


def _repeats(tree: Any) -> Iterator[Any]:
    for operation, argument in tree:
        name = str(operation)
        if name.endswith("_REPEAT"):
            yield argument[2]
            yield from _repeats(argument[2])
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch)
        elif name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            yield from _repeats(argument[-1] if name == "SUBPATTERN" else argument)


def _one_of(name: str, argument: Any) -> str:
    if name == "ANY":
        return "a"
    if name == "NOT_LITERAL":
        return next(c for c in _ORDINARY if ord(c) != argument)
    if str(argument[0][0]) == "NEGATE":
        return next((c for c in _ORDINARY if not any(_holds(item, c) for item in argument[1:])), "\u2603")
    operation, value = argument[0]
    if str(operation) == "LITERAL":
        return chr(value)
    return chr(value[0]) if str(operation) == "RANGE" else _CATEGORIES[str(value)]


def _holds(item: Any, character: str) -> bool:
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return bool(ord(character) == value)
    if operation == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    return {
        "CATEGORY_DIGIT": character.isdigit(),
        "CATEGORY_NOT_DIGIT": not character.isdigit(),
        "CATEGORY_WORD": character.isalnum() or character == "_",
        "CATEGORY_NOT_WORD": not (character.isalnum() or character == "_"),
        "CATEGORY_SPACE": character.isspace(),
        "CATEGORY_NOT_SPACE": not character.isspace(),
    }[str(value)]
