"""What a reader's filters and mutes make of statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toctoc.community.queries.quiet import judged
from toctoc.community.rules.quiet import MUTED
from toctoc.mastodon_api.rules.besides import filter_results

if TYPE_CHECKING:
    from toctoc.community.rules.filters import Place
    from toctoc.mastodon_api.rules.stitch import Extras
    from toctoc.people.rules.audience import Viewer


def sifted(rows: list[tuple[Any, ...]], viewer: Viewer, place: Place) -> tuple[set[int], Extras]:
    """Return the ids to leave out, and the ``filtered`` array of those that are folded; nothing for most readers.

    Whom one muted is left out of threads too, as apps have it: they know no fold without a filter.
    """
    if not viewer.quiet:
        return set(), {}
    found = judged([row[0] for row in rows], viewer, place)
    hidden = {post_id for post_id, (hides, caught) in found.items() if hides or MUTED in caught}
    folded = {post_id: filter_results(caught, post_id) for post_id, (_, caught) in found.items()}
    return hidden, folded
