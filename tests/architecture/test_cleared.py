"""Only the guard makes a cleared text, and services take no other kind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import toctoc

SOURCE = Path(toctoc.__file__).parent
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
# What people write themselves, by the names services give it.
WRITTEN = {"text", "note", "outcome", "display_name", "reason", "body", "title"}
GUARD = SOURCE / "privacy" / "services"
KERNEL = SOURCE / "kernel" / "cleared.py"


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_called(tree: ast.Module) -> set[str]:
    """Return the names of everything that is called, looked up or imported by that name."""
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    called |= {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    return called


def names_used(tree: ast.Module) -> set[str]:
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return used | {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}


def is_guard(path: Path) -> bool:
    return GUARD in path.parents


def fields_and_parameters(tree: ast.Module) -> list[tuple[str, str]]:
    """Return (name, annotation) of every public function's parameters and of every class's fields."""
    found: list[tuple[str, str]] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            found += [(a.arg, ast.unparse(a.annotation) if a.annotation else "") for a in arguments]
        if isinstance(node, ast.ClassDef):
            found += [
                (field.target.id, ast.unparse(field.annotation))
                for field in node.body
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
            ]
    return found


# Rooms in which people write.
TYPED_IN = {"people", "community", "groups", "conversations", "moderation", "questions"}
SERVICES = [
    path
    for path in MODULES
    if path.relative_to(SOURCE).parts[0] in TYPED_IN and path.relative_to(SOURCE).parts[1] == "services"
]


def test_the_guard_alone_makes_a_cleared_text() -> None:
    makers = {path for path in MODULES if "Cleared" in names_called(tree_of(path))}
    assert makers
    assert all(is_guard(path) for path in makers)


def test_the_guard_alone_holds_the_seal() -> None:
    holders = {path for path in MODULES if "SEAL" in names_used(tree_of(path))} - {KERNEL}
    assert holders
    assert all(is_guard(path) for path in holders)


def test_nothing_goes_round_the_constructor() -> None:
    for path in MODULES:
        tree = tree_of(path)
        if "Cleared" in names_used(tree):
            assert "__new__" not in names_used(tree), path
            # dataclasses.replace(cleared, text=...) would keep the seal and change the words.
            assert "replace" not in {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_services_take_what_people_write_as_cleared_text(path: Path) -> None:
    for name, annotation in fields_and_parameters(tree_of(path)):
        if name in WRITTEN:
            assert annotation.strip("'\"") in {"Cleared", "Cleared | None"}, f"{path.name}: {name}: {annotation}"


def test_the_check_sees_what_it_looks_for() -> None:
    seen = {name for path in SERVICES for name, _ in fields_and_parameters(tree_of(path))}
    assert {"text", "note", "outcome", "display_name"} <= seen
    sloppy = ast.parse("def say(*, text: str) -> None: ...")
    assert fields_and_parameters(sloppy) == [("text", "str")]
