"""What is asked about who can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.search.models import Author

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_findable(actor_id: int) -> bool:
    """Tell whether an actor lets itself be found."""
    return not Author.objects.filter(actor=actor_id, is_hidden=True).exists()


def hidden_among(actor_ids: Iterable[int]) -> set[int]:
    """Return those of some actors that do not let themselves be found."""
    rows = Author.objects.filter(actor__in=set(actor_ids), is_hidden=True)
    return set(rows.values_list("actor_id", flat=True))
