"""What a reader's filters and mutes make of statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toctoc.community.queries.quiet import judged_texts, quiet_of
from toctoc.community.rules.quiet import MUTED
from toctoc.mastodon_api.rules.besides import filter_results

if TYPE_CHECKING:
    from toctoc.community.rules.filters import Place
    from toctoc.mastodon_api.rules.stitch import Extras
    from toctoc.people.rules.audience import Viewer

# Columns of a row.
AUTHOR, TEXTS = 3, slice(18, 20)


def sifted(rows: list[tuple[Any, ...]], viewer: Viewer, place: Place) -> tuple[set[int], Extras]:
    """Return the ids to leave out, and the ``filtered`` array of those that are folded; nothing for most readers.

    Rows have their texts when the reader has filters (:func:`statuses.rows_of`): no statement is needed here.
    Whom one muted is left out of threads too, as apps have it: they know no fold without a filter.
    """
    if not viewer.quiet:
        return set(), {}
    texts = {row[0]: (row[AUTHOR], "\n".join(row[TEXTS])) for row in rows}
    found = judged_texts(texts, quiet_of(viewer), viewer, place)
    hidden = {post_id for post_id, (hides, caught) in found.items() if hides or MUTED in caught}
    folded = {post_id: filter_results(caught, post_id) for post_id, (_, caught) in found.items()}
    return hidden, folded
