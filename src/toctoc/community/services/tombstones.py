"""Turn a post into the tombstone that keeps its place in the thread and, for moderation, back into what it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from toctoc.community.events import PostDeleted, PostEdited, PostRestored
from toctoc.community.models import Hashtag, Mention, Post, Reader, Revision
from toctoc.community.models.post import PostKind
from toctoc.community.rules.labels import LABELS
from toctoc.community.services.naming import write_names
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.rules.audience import NAMED, STRANGERS, readers_of

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Keepsake:
    """What a room above must keep of a post that moderation removes, and how it gives it back.

    ``keep`` returns plain values (JSON), or ``None`` when the post means nothing to the room.
    """

    name: str
    keep: Callable[[Post], object | None]
    give_back: Callable[[Post, object], None]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removed post said, as plain values that can be sealed; ``versions`` are (number, words, moment)."""

    words: str
    versions: list[tuple[int, str, str]] = field(default_factory=list)
    keepsakes: dict[str, object] = field(default_factory=dict)


_keepsakes: dict[str, Keepsake] = {}


def register_keepsake(keepsake: Keepsake) -> None:
    """Let a room above keep what it erases when a post goes."""
    _keepsakes[keepsake.name] = keepsake


@transaction.atomic
def remove(*, post: Post) -> Removed:
    """Take a post away for moderation, so that every door forgets it; return what lets it come back.

    Raises :class:`Missing` when it is gone already.
    """
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = hold(*touched, post.pk)[post.pk]
    if held.deleted_at is not None:
        raise Missing
    versions = [(v.number, v.text, v.written_at.isoformat()) for v in Revision.objects.filter(post=held)]
    kept = {name: value for name, own in _keepsakes.items() if (value := own.keep(held)) is not None}
    erase(held, touched, is_kept=True)
    return Removed(held.text, versions, kept)


@transaction.atomic
def restore(*, post: Post, removed: Removed) -> Post:
    """Bring a removed post back where it stood, with its versions; raise :class:`Missing` when it is not gone.

    A post whose author has left since stays gone.
    """
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = hold(*touched, post.pk)[post.pk]
    if held.deleted_at is None or held.author.left_at is not None:
        raise Missing
    held.text, held.deleted_at = removed.words, None
    held.save(update_fields=["text", "deleted_at"])
    Revision.objects.bulk_create(
        Revision(post=held, number=number, text=words, written_at=moment) for number, words, moment in removed.versions
    )
    Mention.objects.filter(post=held).delete()
    write_names(held)
    Reader.objects.filter(post=held).update(begins=held.is_first)
    _count_in(held, touched)
    for name, value in removed.keepsakes.items():
        if name in _keepsakes:
            _keepsakes[name].give_back(held, value)
    publish(PostRestored(post_id=held.pk, author_id=held.author_id, thread_id=held.thread_id, audience=held.audience))
    return held


@transaction.atomic
def mark(*, post: Post, label: str) -> None:
    """Write a label of moderation above a post, or take it away with an empty one; raise :class:`Missing` if gone."""
    if label and label not in LABELS:
        raise Invalid("Choisissez une mention de la liste.", field="label")
    held = hold(post.pk).get(post.pk)
    if held is None or held.deleted_at is not None:
        raise Missing
    held.label = label
    held.save(update_fields=["label"])
    # The prepared form is written again, as after an edit; its revision is the same.
    publish(PostEdited(post_id=held.pk, thread_id=held.thread_id, audience=held.audience))


def _count_in(post: Post, touched: set[int]) -> None:
    if post.is_first:
        Actor.objects.filter(pk=post.author_id).update(
            posts_count=F("posts_count") + int(post.audience in STRANGERS),
            last_thread_id=Greatest("last_thread_id", post.pk),
        )
    elif is_counted(post):
        Post.objects.filter(pk__in=touched).update(replies_count=F("replies_count") + 1)


def erase(post: Post, touched: set[int], *, is_kept: bool = False) -> None:
    """Erase what a held post says and tell every room; ``touched`` are the ids of what it is counted on.

    ``is_kept`` says that moderation may bring it back.
    """
    Post.objects.filter(pk=post.pk).update(text="", deleted_at=clock.now())
    Revision.objects.filter(post=post).delete()
    Mention.objects.filter(post=post).delete()
    Hashtag.objects.filter(post=post).delete()
    # Its readers still read the tombstone in its thread; lists forget it.
    Reader.objects.filter(post=post).update(begins=False)
    if post.is_first:
        counted = Actor.objects.filter(pk=post.author_id, posts_count__gt=0)
        counted.update(posts_count=F("posts_count") - int(post.audience in STRANGERS))
    elif is_counted(post):
        Post.objects.filter(pk__in=touched, replies_count__gt=0).update(replies_count=F("replies_count") - 1)
    publish(
        PostDeleted(
            post_id=post.pk,
            author_id=post.author_id,
            thread_id=post.thread_id,
            audience=post.audience,
            is_kept=is_kept,
        )
    )


def is_counted(reply: Post) -> bool:
    """Tell whether a reply is counted: what only some may read is counted for nobody, since a figure tells too."""
    thread = Post.objects.filter(pk=reply.thread_id, audience=reply.audience).first()
    if thread is None or reply.kind != PostKind.POST:
        return False
    return reply.audience != NAMED or who_reads(thread) <= who_reads(reply)


def who_reads(post: Post) -> set[str]:
    """Return the reader words of a post, its author's among them."""
    words = Reader.objects.filter(post=post).values_list("word", flat=True)
    return {*words, *readers_of(NAMED, (post.author_id,))}


def hold(*post_ids: int) -> dict[int, Post]:
    """Return posts as they are now, which nobody else changes before the end of the transaction.

    Always in the order of ids, so that no two writers wait for each other.
    """
    rows = Post.objects.filter(pk__in=set(post_ids)).select_related("author").order_by("pk")
    return {post.pk: post for post in rows.select_for_update(of=("self",), no_key=True)}
