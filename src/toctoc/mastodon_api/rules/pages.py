"""Pages by key in three spellings: ``max_id`` (older than), ``since_id`` (newest after), ``min_id`` (next after)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from toctoc.kernel.ids import id_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOVES = ("max_id", "since_id", "min_id")


@dataclass(frozen=True, slots=True)
class Range:
    """Which items of a list: ids below ``below`` and above ``above``, at most ``size``.

    ``climbs`` asks for those next above ``above`` instead of the newest ones; they are shown newest first all the same.
    """

    below: int | None = None
    above: int | None = None
    climbs: bool = False
    size: int = 20

    def holds(self, item_id: int) -> bool:
        """Tell whether an item lies between the bounds."""
        return (self.below is None or item_id < self.below) and (self.above is None or item_id > self.above)


def range_in(asked: Mapping[str, object], *, usual: int = 20, most: int = 40) -> Range:
    """Return the range that parameters ask for; what is no id asks for nothing, as in Mastodon."""
    below, since, least = (_id(asked.get(name)) for name in MOVES)
    try:
        size = int(str(asked.get("limit", usual)))
    except ValueError:
        size = usual
    climbs = least is not None
    return Range(below, least if climbs else since, climbs, max(1, min(size, most)))


def _id(value: object) -> int | None:
    return id_in(str(value)) if value is not None else None


def links(address: str, asked: Mapping[str, object], ids: Sequence[int], *, is_last: bool) -> str:
    """Return the ``Link`` header of a page that showed ``ids``, newest first; empty when it showed none.

    ``asked`` are the other parameters of the request, which both neighbours repeat.
    """
    if not ids:
        return ""
    kept = [(name, value) for name, value in asked.items() if name not in MOVES]
    start = f"{address}?{urlencode(kept, doseq=True)}&" if kept else f"{address}?"
    older = "" if is_last else f'<{start}max_id={ids[-1]}>; rel="next", '
    return f'{older}<{start}min_id={ids[0]}>; rel="prev"'
