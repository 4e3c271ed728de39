"""Figures without end, and signs that only look like figures, in every query of a page: an answer, never a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import get_resolver

from tests.doors import duty_recipes, more_recipes, question_recipes  # noqa: F401 makes their recipes known
from tests.doors.doors import PARAMETER
from tests.doors.fields import NOT_OURS, OURS, callbacks, noting
from tests.doors.recipes import PAGES, Cast

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
# Python refuses to read more than 4,300; ² is a figure to ``isdigit`` and none to ``int``.
FIGURES = ("9" * 5_000, "²", "group:" + "9" * 5_000)
REFUSED, BROKEN = 400, 500
API = "api/"


def plain_addresses() -> list[str]:
    """Return the addresses of pages that name nothing."""
    found = (address for address, _ in callbacks(get_resolver().url_patterns) if not PARAMETER.search(address))
    return sorted(
        f"/{address}" for address in found if not address.startswith((API, *NOT_OURS)) or address.startswith(OURS)
    )


def answered(client: Client, path: str, typed: dict[str, str]) -> int:
    status = int(client.get(path, typed).status_code)
    assert status < BROKEN, (path, sorted(typed))
    return status


def asked_by(client: Client, path: str) -> set[str]:
    """Return the names that a page looks for in its query."""
    with noting() as asked:
        answered(client, path, {})
    return asked


def tried(client: Client, path: str) -> int:
    """Try figures in every name that a page looks for, and return how many names there are."""
    names = asked_by(client, path)
    for figures in FIGURES if names else ():
        # One that is refused hides the others.
        if answered(client, path, dict.fromkeys(names, figures)) >= REFUSED:
            for name in names:
                answered(client, path, {name: figures})
    return len(names)


def test_no_query_breaks_a_page() -> None:
    cast = Cast()
    paths = [(cast.browser(cast.guard), path) for path in plain_addresses()]
    paths.append((cast.browser(cast.doctor), f"/medias/{cast.file}/masques"))
    assert sum(tried(client, path) for client, path in paths) > len(paths) // 4


@pytest.mark.parametrize("address", sorted(PAGES))
def test_no_query_breaks_a_page_of_something(address: str) -> None:
    ask = PAGES[address][0](Cast())
    tried(ask.client, ask.path.partition("?")[0])  # asserts of each answer
