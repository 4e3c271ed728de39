"""Who quotes a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.mastodon_api.queries.ranges import Slice, ranged

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer


def quotes_of(post: Post, viewer: Viewer, asked: Range) -> Slice[Post]:
    """Return the posts that quote one, among those that the viewer may read: others would tell by their ids."""
    return ranged(Post.objects.filter(visible_to(viewer), quoted=post).only("id"), asked)
