"""The apps that posts came by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oauth2_provider.models import get_application_model

from toctoc.mastodon_api.models import PostedWith

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME = 80


def applications_of(post_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by post the app it came by, as statuses name it; none for a post that came by another door."""
    rows = PostedWith.objects.filter(post__in=post_ids).values_list(
        "post_id", "application__name", "application__card__website"
    )
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
