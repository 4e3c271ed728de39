"""What is said in a group: one range of the audience index, whatever the number of its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.kernel.pagination import Cut, Page, page_of

if TYPE_CHECKING:
    from toctoc.groups.models import Group


def threads_in(group: Group, asked: Cut, voice: str = "") -> Page[int]:
    """Return ids of the threads of a group, newest first; only those in ``voice`` when it is given.

    Either way it is one range of an index: a rare voice costs no more than a frequent one.
    """
    rows = Post.objects.filter(audience=group.word, reply_to=None, deleted_at=None).order_by("-id")
    if voice:
        rows = rows.filter(voice=voice)
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows.values_list("id", flat=True)[: asked.size + 1]), asked, lambda post_id: post_id)


def pinned_in(group: Group) -> list[int]:
    """Return ids of the threads kept on top, the last pinned first."""
    rows = group.pins.filter(post__deleted_at=None, post__audience=group.word).order_by("-id")
    return list(rows.values_list("post", flat=True))
