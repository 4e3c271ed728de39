"""The docs say what is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


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
