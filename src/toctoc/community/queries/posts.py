"""Posts, threads and gestures, always through the viewer's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Bookmark, Hashtag, Post, Revision
from toctoc.community.policies import visible_to
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.rules.audience import MEMBERS, ONE_PROFESSION, PROFESSIONALS, PUBLIC

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer


def visible_post(viewer: Viewer, post_id: int) -> Post:
    """Return a post the viewer may read; raise :class:`Missing` for any other."""
    try:
        return Post.objects.select_related("author").filter(visible_to(viewer)).get(pk=post_id)
    except Post.DoesNotExist:
        raise Missing from None


def own_post(actor: Actor, post_id: int) -> Post:
    """Return a post by ``actor`` that is not deleted; raise :class:`Missing` for any other."""
    try:
        return Post.objects.select_related("author").get(pk=post_id, author=actor, deleted_at=None)
    except Post.DoesNotExist:
        raise Missing from None


def replies_in(thread_id: int, asked: Cut) -> Page[tuple[int, bool]]:
    """Return the replies of a thread, oldest first, as (id, is deleted); ``asked.before`` means *after* here.

    Says nothing of who may read them: a reply has the audience of its thread, which the caller has fetched.
    """
    rows = Post.objects.filter(thread=thread_id, reply_to__isnull=False).order_by("id")
    if asked.before is not None:
        rows = rows.filter(id__gt=asked.before)
    found = [(pk, deleted is not None) for pk, deleted in rows.values_list("id", "deleted_at")[: asked.size + 1]]
    return page_of(found, asked, lambda row: row[0])


def threads_by(author: Actor, viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the threads an actor began that the viewer may read, newest first."""
    return _ids(Post.objects.filter(author=author, reply_to=None).filter(visible_to(viewer)), asked)


def newest_threads(viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the newest threads anybody here may read, newest first, unlisted ones left out.

    One index range per audience word of the viewer, merged: independent of the size of the history.
    """
    listed = [w for w in viewer.audiences if w.split(":")[0] in {PUBLIC, MEMBERS, PROFESSIONALS, ONE_PROFESSION}]
    found: set[int] = set()
    for word in listed:
        rows = Post.objects.filter(audience=word, reply_to=None, deleted_at=None).order_by("-id")
        if asked.before is not None:
            rows = rows.filter(id__lt=asked.before)
        found.update(rows.values_list("id", flat=True)[: asked.size + 1])
    return page_of(sorted(found, reverse=True), asked, lambda post_id: post_id)


def threads_with_hashtag(word: str, viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the posts that carry a hashtag and that the viewer may read, newest first."""
    tagged = Hashtag.objects.filter(word=word.lower()).values("post")
    return _ids(Post.objects.filter(pk__in=tagged).filter(visible_to(viewer)), asked)


def bookmarks_of(actor: Actor, asked: Cut) -> Page[tuple[int, int]]:
    """Return (bookmark id, post id) of what an actor keeps, newest first."""
    rows = Bookmark.objects.filter(actor=actor).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows.values_list("id", "post_id")[: asked.size + 1]), asked, lambda row: row[0])


def revisions_of(post: Post) -> list[Revision]:
    """Return what a post said before each edit, oldest first."""
    return list(Revision.objects.filter(post=post).order_by("number"))


def _ids(rows: QuerySet[Post], asked: Cut) -> Page[int]:
    rows = rows.order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows.values_list("id", flat=True)[: asked.size + 1]), asked, lambda post_id: post_id)
