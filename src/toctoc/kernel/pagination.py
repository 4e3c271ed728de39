"""Pages by key, never by offset: the cost of a page does not depend on how deep it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

PAGE_SIZE = 20
LARGEST_PAGE = 40


@dataclass(frozen=True, slots=True)
class Cut:
    """Which page: items whose id is below ``before``, newest first, at most ``size`` of them."""

    before: int | None = None
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and the id to pass as ``before`` for the next page (``None`` at the end)."""

    items: list[T]
    next_before: int | None


def cut(before: str | int | None, size: int = PAGE_SIZE) -> Cut:
    """Return the cut that a query string asks for; raise :class:`Invalid` when it is not a number."""
    if before in (None, ""):
        return Cut(None, max(1, min(size, LARGEST_PAGE)))
    try:
        number = int(before or 0)
    except ValueError as error:
        raise Invalid("Ce numéro de page n’existe pas.", field="before") from error
    return Cut(max(0, min(number, 2**63 - 1)), max(1, min(size, LARGEST_PAGE)))


def page_of(rows: Sequence[T], asked: Cut, key: Callable[[T], int]) -> Page[T]:
    """Make a page of rows fetched with one more than ``asked.size``."""
    items = list(rows[: asked.size])
    return Page(items, key(items[-1]) if len(rows) > asked.size and items else None)


def next_link(address: str, query: str, name: str, following: int) -> str:
    """Return the value of a ``Link`` header (RFC 8288) to the next page: the same query with ``name`` moved on."""
    parameters = f"{name}={following}"
    if query:
        parameters = urlencode(dict(parse_qsl(query)) | {name: str(following)})
    return f'<{address}?{parameters}>; rel="next"'
