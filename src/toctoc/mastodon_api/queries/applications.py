"""The apps that posts came by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from oauth2_provider.models import get_application_model

from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME = 80


_STATEMENT = """
SELECT w.post_id, a.name, c.website FROM mastodon_api_postedwith w
JOIN oauth2_provider_application a ON a.id = w.application_id LEFT JOIN people_appcard c ON c.application_id = a.id
WHERE w.post_id IN ({ids})
"""


@lru_cache(maxsize=64)
def _statement(count: int) -> str:
    return placeholders(_STATEMENT.format(ids=", ".join(["%s"] * count)))


def applications_of(post_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by post the app it came by, as statuses name it; none for a post that came by another door."""
    if not post_ids:
        return {}
    rows = execute(_statement(len(post_ids)), post_ids)
    return {post_id: _named(name, website) for post_id, name, website in rows}


def application_called(application_id: int) -> dict[str, Any] | None:
    """Return an app as statuses name it; ``None`` for one that is gone."""
    rows = get_application_model().objects.filter(pk=application_id).values_list("name", "card__website")
    row = rows.first()
    return _named(*row) if row is not None else None


def _named(name: str, website: str | None) -> dict[str, Any]:
    # A website is what the app said of itself: an address that a browser opens, or nothing.
    is_address = bool(website) and str(website).startswith(("https://", "http://"))
    return {"name": name[:_LONGEST_NAME], "website": website if is_address else None}
