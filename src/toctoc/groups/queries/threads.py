"""What is said in a group: one range of the audience index, whatever the number of its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.kernel.pagination import Cut, Page, page_of

if TYPE_CHECKING:
    from toctoc.groups.models import Group

# How far one page looks for a voice: a rare one is found page by page, never by walking through all of a history.
LOOKED_AT = 500


def threads_in(group: Group, asked: Cut, voice: str = "") -> Page[int]:
    """Return ids of the threads of a group, newest first; only those in ``voice`` when it is given.

    A page of a rare voice may be short, even empty, and still have a next one.
    """
    rows = Post.objects.filter(audience=group.word, reply_to=None, deleted_at=None).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    if not voice:
        return page_of(list(rows.values_list("id", flat=True)[: asked.size + 1]), asked, lambda post_id: post_id)
    looked = list(rows.values_list("id", "voice")[:LOOKED_AT])
    page = page_of([post_id for post_id, spoken in looked if spoken == voice], asked, lambda post_id: post_id)
    if page.next_before is None and len(looked) == LOOKED_AT:
        return Page(page.items, looked[-1][0])
    return page


def pinned_in(group: Group) -> list[int]:
    """Return ids of the threads kept on top, the last pinned first."""
    rows = group.pins.filter(post__deleted_at=None, post__audience=group.word).order_by("-id")
    return list(rows.values_list("post", flat=True))
