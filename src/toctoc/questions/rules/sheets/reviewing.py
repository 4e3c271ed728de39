"""Two proved professionals of different places make a sheet published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REVIEWS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody found a version right: their account, and the departments they work in, then and now."""

    account_id: int
    departments: frozenset[str]


def is_reviewed(reviews: Sequence[Review]) -> bool:
    """Tell whether two different people found it right who did not work in the same department, then or now."""
    placed = [one for one in reviews if one.departments and all(one.departments)]
    return any(
        one.account_id != other.account_id and one.departments.isdisjoint(other.departments)
        for place, one in enumerate(placed)
        for other in placed[place + 1 :]
    )
