"""The docs say what is true."""

from __future__ import annotations

import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import URLResolver

from toctoc.config.cli import COMMANDS
from toctoc.mastodon_api.web.endpoints import REGISTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.urls import URLPattern

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [path.parent.parent.name for path in (ROOT / "src/toctoc").glob("*/web/urls.py")]
# The converters that addresses name are registered with the first of them all.
import_module("toctoc.config.urls")
OF_ROOMS = [pattern for room in ROOMS for pattern in import_module(f"toctoc.{room}.web.urls").urlpatterns]


def contracts() -> list[dict[str, object]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, object]] = config["tool"]["importlinter"]["contracts"]
    return found


def test_the_table_of_floors_is_the_contract() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE)
    floors: dict[int, set[str]] = {}
    for floor, room in rows:
        floors.setdefault(int(floor), set()).add(room)
    layers = contracts()[0]["layers"]
    assert isinstance(layers, list)
    expected = [{room.strip().removeprefix("toctoc.") for room in layer.split("|")} for layer in layers]
    assert [floors[n] for n in sorted(floors, reverse=True)] == expected


def test_every_room_is_on_a_floor_and_says_what_it_owns() -> None:
    rooms = {p.parent.name for p in (ROOT / "src/toctoc").glob("*/__init__.py")}
    table = (ROOT / "docs/architecture.md").read_text()
    for room in rooms:
        assert f"| `{room}` |" in table, room
        assert len((ROOT / "src/toctoc" / room / "__init__.py").read_text().strip().strip('"')) > 40, room


def test_no_contract_has_an_exception() -> None:
    assert all("ignore_imports" not in contract for contract in contracts())


def test_every_path_the_tour_names_is_there() -> None:
    tour = (ROOT / "docs/tour.md").read_text()
    for path in re.findall(r"`((?:privacy|questions|community|people|kernel|live)/[\w/]+(?:\.py|/))`", tour):
        assert (ROOT / "src/toctoc" / path).exists(), path
    for dotted in re.findall(r"`((?:privacy|questions|community|people|kernel)\.[a-z_.]+)(?:`|\()", tour):
        room, *rest = dotted.split(".")
        module, name = "/".join([room, *rest[:-1]]), rest[-1]
        base = ROOT / "src/toctoc" / module
        sources = [
            p
            for p in (base.with_suffix(".py"), base / "__init__.py", ROOT / "src/toctoc" / room / f"{name}.py")
            if p.exists()
        ]
        assert sources, dotted
        assert any(f"def {name}" in p.read_text() or p.stem == name for p in sources), dotted


def addresses(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> list[str]:
    """Return the addresses of patterns and of those under them."""
    found = []
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        found += addresses(pattern.url_patterns, address) if isinstance(pattern, URLResolver) else [address]
    return found


# Answered by the stream process, which knows no table of addresses.
STREAMS = {"/flux", "/api/v1/streaming", "/api/v1/streaming/health"}
# Places in an address that are no number.
NAMED = {"handle", "word", "variant", "ending", "face", "letter", "place"}


def test_every_address_is_in_the_reference_and_nothing_else() -> None:
    page = (ROOT / "docs/reference/addresses.md").read_text()
    told = set(re.findall(r"`(/(?!static/)[^`\s]*)`", page)) - {
        "/compte/",
        "/administration/",
        "/api/toctoc/v1",
        *STREAMS,
    }
    known = set()
    # What the register of the apps' API knows has a page of its own.
    for address in set(addresses(OF_ROOMS)) - set(REGISTER):
        route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: f"<{found[1]}>" if found[1] in NAMED else "<id>", address)
        known.add(f"/{route}")
    assert told == known


def test_every_setting_is_in_the_reference_and_nothing_else() -> None:
    read = set(re.findall(r"TOCTOC_[A-Z_]+", (ROOT / "src/toctoc/config/environment.py").read_text())) - {"TOCTOC_NAME"}
    told = set(re.findall(r"^\| `(TOCTOC_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE))
    assert told == read - {"TOCTOC_"}


def _options(parser: ArgumentParser) -> set[str]:
    """Return the options of a command and of those under it."""
    found = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for under in action.choices.values():
                found |= _options(under)
    return found - {"--help"}


@pytest.mark.parametrize("module", COMMANDS)
def test_every_option_of_a_command_is_in_the_reference(module: str) -> None:
    subcommands = ArgumentParser().add_subparsers()
    import_module(f"toctoc.config.cli.{module}").register(subcommands)
    page = (ROOT / "docs/reference/commands.md").read_text()
    for name, parser in subcommands.choices.items():
        told = "\n".join(line for line in page.splitlines() if f"`toctoc {name}" in line)
        assert told, name
        shared = {"--host", "--port", "--workers"} if name in {"web", "stream"} else set()
        assert all(option in told for option in _options(parser) - shared), name
