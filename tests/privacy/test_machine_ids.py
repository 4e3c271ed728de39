"""Identifiers that programs make are of nobody; what somebody puts into that form, or beside it, is still found."""

from __future__ import annotations

import random
import uuid

import pytest

from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect, inspect_strictly


def kinds_in(text: str) -> set[str]:
    return {one.kind for one in inspect(text) if one.level is not Level.LOOK}


def test_no_random_identifier_is_taken_for_somebody() -> None:
    source = random.Random(7)
    for _ in range(300):
        made = str(uuid.UUID(int=source.getrandbits(128), version=4))
        assert kinds_in(made) == set(), made
        assert inspect_strictly(f"Rapport {made.upper()}, merci") == []


@pytest.mark.parametrize(
    "text",
    [
        # Figures alone, in that form.
        "06399800-0401-4399-8000-063998000401",
        # Not by itself.
        "0639980004-7d444840-9dc0-41d1-b245-5ffdce74fad2 ou le 06 39 98 00 04",
        # Of no known version.
        "Mme Durand 7d444840-9dc0-01d1-b245-5ffdce74fad2",
    ],
)
def test_what_is_no_random_identifier_is_read_as_ever(text: str) -> None:
    assert kinds_in(text)


def test_what_stands_beside_one_is_found() -> None:
    assert kinds_in("7d444840-9dc0-41d1-b245-5ffdce74fad2 de Mme Durand") == {"name"}
