"""One page of rows by any of the three keys that apps page with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet

    from toctoc.mastodon_api.rules.pages import Range

M = TypeVar("M", bound="Model")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Items newest first; ``is_last`` when nothing older follows them."""

    items: list[T]
    is_last: bool

    def ids(self, key: Callable[[T], int]) -> list[int]:
        """Return the keys of the items, by which the page's neighbours are found."""
        return [key(item) for item in self.items]


def ranged(rows: QuerySet[M], asked: Range, key: str = "id") -> Slice[M]:
    """Return the rows of a page, by the column ``key``: one index range, whatever its depth."""
    bounds: dict[str, Any] = {}
    if asked.below is not None:
        bounds[f"{key}__lt"] = asked.below
    if asked.above is not None:
        bounds[f"{key}__gt"] = asked.above
    found = list(rows.filter(**bounds).order_by(key if asked.climbs else f"-{key}")[: asked.size + 1])
    if asked.climbs:
        # What lies below the page was seen before: there is always something older to go back to.
        return Slice(found[: asked.size][::-1], is_last=False)
    return Slice(found[: asked.size], is_last=len(found) <= asked.size)
