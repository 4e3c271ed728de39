"""The threads of a list, as apps page through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from toctoc.community.models import Post, Roster
from toctoc.community.policies import visible_to
from toctoc.community.queries.rosters import roster_threads
from toctoc.kernel.pagination import Cut
from toctoc.mastodon_api.queries.ranges import Slice, ranged
from toctoc.people.models import Follow

if TYPE_CHECKING:
    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer


def list_page(roster: Roster, viewer: Viewer, asked: Range) -> Slice[int]:
    """Return ids of the threads begun by those on a list: downwards by the merge that its page uses."""
    if not asked.climbs:
        page = roster_threads(roster, viewer, Cut(asked.below, asked.size))
        newer = [post_id for post_id in page.items if asked.above is None or post_id > asked.above]
        return Slice(newer, is_last=page.next_before is None or len(newer) < len(page.items))
    followed = Follow.objects.filter(follower=roster.owner_id, followee=OuterRef("author"))
    people = roster.members.values("actor")
    rows = Post.objects.filter(visible_to(viewer), Exists(followed), author__in=people, reply_to=None)
    climbed = ranged(rows.only("id"), asked)
    return Slice([post.pk for post in climbed.items], climbed.is_last)
