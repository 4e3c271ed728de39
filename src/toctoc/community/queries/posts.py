"""Posts, threads and gestures, always through the viewer's eyes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.community.models import Bookmark, Hashtag, Post, Revision
from toctoc.community.models.post import PostKind
from toctoc.community.policies import readable_by, visible_to
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.queries.statements import execute, placeholders

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# Above every id.
NEWEST_ID = (1 << 63) - 1


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


def replies_in(thread_id: int, viewer: Viewer, asked: Cut) -> Page[tuple[int, bool]]:
    """Return the replies of a thread that the viewer may read, or read the tombstones of, oldest first; no notes.

    As (id, is deleted); ``asked.before`` means *after* here.
    """
    replies = Post.objects.filter(thread=thread_id, reply_to__isnull=False).exclude(kind=PostKind.NOTE)
    rows = replies.filter(readable_by(viewer)).order_by("id")
    if asked.before is not None:
        rows = rows.filter(id__gt=asked.before)
    found = [(pk, deleted is not None) for pk, deleted in rows.values_list("id", "deleted_at")[: asked.size + 1]]
    return page_of(found, asked, lambda row: row[0])


def threads_by(author: Actor, viewer: Viewer, asked: Cut) -> Page[int]:
    """Return ids of the threads an actor began that the viewer may read, newest first."""
    return _ids(Post.objects.filter(author=author, reply_to=None).filter(visible_to(viewer)), asked)


_NEWEST = (
    "SELECT id FROM community_post "
    "WHERE {voice}audience = %s AND id < %s AND reply_to_id IS NULL AND deleted_at IS NULL "
    # Whom moderation limits is in no public list; they are few, and have an index of their own.
    "AND author_id NOT IN (SELECT id FROM people_actor WHERE limited_at IS NOT NULL)"
)
# What is written out for several professions or for named people; an erased post has no such row.
_WRITTEN_OUT = "SELECT post_id AS id FROM community_reader WHERE {voice}word = %s AND post_id < %s AND begins"
# The same of one voice: an index of its own for what audiences say; what is written out is little, and looked at.
_VOICE = "voice = %s AND "
_VOICE_OF_WRITTEN = "(SELECT voice FROM community_post WHERE id = post_id) = %s AND "


@lru_cache(maxsize=16)
def _newest_statement(audiences: int, written_out: int, *, of_voice: bool) -> str:
    newest = _NEWEST.format(voice=_VOICE if of_voice else "")
    written = _WRITTEN_OUT.format(voice=_VOICE_OF_WRITTEN if of_voice else "")
    return placeholders(
        " UNION ALL ".join([newest] * audiences + [written] * written_out) + " ORDER BY id DESC LIMIT %s"
    )


def newest_threads(viewer: Viewer, asked: Cut, voice: str = "") -> Page[int]:
    """Return ids of the newest threads anybody here may read, newest first, unlisted ones left out.

    Only those in ``voice`` when it is given. One index range per audience word of the viewer, merged by the database:
    independent of the size of the history.
    """
    words, written_out = viewer.listed, written_out_for(viewer)
    parameters: list[int | str] = []
    for word in (*words, *written_out):
        below = NEWEST_ID if asked.before is None else asked.before
        parameters += [*([voice] if voice else []), word, below]
    statement = _newest_statement(len(words), len(written_out), of_voice=bool(voice))
    rows = execute(statement, [*parameters, asked.size + 1])
    return page_of([row[0] for row in rows], asked, lambda post_id: post_id)


def written_out_for(viewer: Viewer) -> tuple[str, ...]:
    """Return the words under which posts may be written out for the viewer, each once; none for a stranger."""
    return () if viewer.actor_id is None else tuple(dict.fromkeys(viewer.reader_words))


def threads_with_hashtag(word: str, viewer: Viewer, asked: Cut, voice: str = "") -> Page[int]:
    """Return ids of the posts that carry a hashtag and that the viewer may read, newest first.

    Only those in ``voice`` when it is given.
    """
    tagged = Hashtag.objects.filter(word=word.lower()).values("post")
    rows = Post.objects.filter(pk__in=tagged, author__limited_at=None).filter(visible_to(viewer))
    return _ids(rows.filter(voice=voice) if voice else rows, asked)


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
