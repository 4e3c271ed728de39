"""Write, edit and delete posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from toctoc.community.events import PostDeleted, PostEdited, PostWritten
from toctoc.community.models import Hashtag, Mention, Post, Revision
from toctoc.community.models.post import LONGEST_TEXT, PostKind
from toctoc.community.policies import may_edit, may_reply, may_write_to
from toctoc.community.rules.markdown import named_in
from toctoc.community.rules.voices import voice_of
from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import proved_profession
from toctoc.people.queries import actors_by_handles

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared


@dataclass(frozen=True, slots=True)
class Draft:
    """The first post of a thread as its author means it; an empty ``voice`` lets the author's standing choose."""

    text: Cleared
    audience: str
    voice: str = ""
    kind: PostKind = PostKind.POST


@transaction.atomic
def write(*, author: Actor, draft: Draft) -> Post:
    """Begin a thread.

    Raises :class:`Refused` when the author does not belong to the audience, :class:`Invalid` for an empty or too
    long text, too many mentions, or a voice that is not the author's.
    """
    may_write_to(author, draft.audience)
    identifier = ids.new_id()
    post = _made(author, draft.text, draft.voice)
    post.pk = post.thread_id = identifier
    post.kind, post.audience = draft.kind, draft.audience
    return _stored(post)


@transaction.atomic
def reply(*, author: Actor, to: Post, text: Cleared, voice: str = "") -> Post:
    """Reply to a post, for the audience of its thread.

    Raises :class:`Missing` when the thread is gone or not for the author, and what :func:`write` raises.
    """
    held = _held(to.thread_id, to.pk)
    if any(post.deleted_at is not None for post in held.values()):
        raise Missing
    thread = held[to.thread_id]
    may_reply(author, thread)
    post = _made(author, text, voice)
    post.thread, post.reply_to, post.audience = thread, to, thread.audience
    stored = _stored(post)
    Post.objects.filter(pk__in=held).update(replies_count=F("replies_count") + 1)
    return stored


@transaction.atomic
def edit(*, editor: Actor, post: Post, text: Cleared, revision: int) -> Post:
    """Change what a post says; what it said stays readable in its versions.

    ``revision`` is the one the editor saw: raises :class:`Stale` when the post changed since.
    """
    may_edit(editor, post)
    _check(text)
    if text.text == post.text:
        return post
    now = clock.now()
    changed = Post.objects.filter(pk=post.pk, revision=revision, deleted_at=None).update(
        text=text.text, language=text.language, revision=revision + 1, edited_at=now
    )
    if not changed:
        raise Stale("Ce message a changé entre-temps. Relisez la version actuelle avant d’enregistrer.")
    Revision.objects.create(post=post, number=revision, text=post.text, written_at=post.edited_at or post.created_at)
    post.refresh_from_db()
    _name(post)
    publish(PostEdited(post_id=post.pk, thread_id=post.thread_id, audience=post.audience))
    return post


@transaction.atomic
def delete(*, deleter: Actor, post: Post) -> None:
    """Take a post back: its text and versions are erased, a tombstone stays. Raises :class:`Missing` for others'."""
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = _held(*touched, post.pk)
    # As it stands now: somebody in another tab may have taken it back meanwhile, and it is counted out once.
    may_edit(deleter, held[post.pk])
    _erase(post, touched)


@transaction.atomic
def erase_for_who_left(*, post: Post) -> None:
    """Take back a post whose author left, as its author would have; doing it twice changes nothing."""
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = _held(*touched, post.pk)[post.pk]
    if held.deleted_at is None and held.author.left_at is not None:
        _erase(held, touched)


def _erase(post: Post, touched: set[int]) -> None:
    Post.objects.filter(pk=post.pk).update(text="", deleted_at=clock.now())
    Revision.objects.filter(post=post).delete()
    Mention.objects.filter(post=post).delete()
    Hashtag.objects.filter(post=post).delete()
    if post.is_first:
        Actor.objects.filter(pk=post.author_id, posts_count__gt=0).update(posts_count=F("posts_count") - 1)
    else:
        Post.objects.filter(pk__in=touched, replies_count__gt=0).update(replies_count=F("replies_count") - 1)
    publish(PostDeleted(post_id=post.pk, author_id=post.author_id, thread_id=post.thread_id, audience=post.audience))


def _held(*post_ids: int) -> dict[int, Post]:
    """Return posts as they are now, which nobody else changes before the end of the transaction.

    Always in the order of ids, so that no two writers wait for each other.
    """
    rows = Post.objects.filter(pk__in=set(post_ids)).select_related("author").order_by("pk")
    return {post.pk: post for post in rows.select_for_update(of=("self",), no_key=True)}


def _check(text: Cleared) -> None:
    if not any(character.isalnum() for character in text.text):
        raise Invalid("Écrivez quelques mots avant d’envoyer.", field="text")
    if len(text.text) > LONGEST_TEXT:
        raise Invalid("Un message a au plus %(longest)s caractères.", field="text", longest=LONGEST_TEXT)


def _made(author: Actor, text: Cleared, voice: str) -> Post:
    _check(text)
    spoken = voice_of(
        voice,
        proved_profession=proved_profession(author),
        is_organisation=author.kind == ActorKind.ORGANISATION,
    )
    return Post(author=author, text=text.text, language=text.language, voice=spoken, created_at=clock.now())


def _stored(post: Post) -> Post:
    post.save(force_insert=True)
    _name(post)
    if post.is_first:
        Actor.objects.filter(pk=post.author_id).update(
            posts_count=F("posts_count") + 1, last_thread_id=Greatest("last_thread_id", post.pk)
        )
    publish(
        PostWritten(
            post_id=post.pk,
            author_id=post.author_id,
            thread_id=post.thread_id,
            reply_to_id=post.reply_to_id,
            audience=post.audience,
            kind=post.kind,
        )
    )
    return post


def _name(post: Post) -> None:
    """Write the mentions and hashtags of a post, those of an earlier version forgotten."""
    handles, words = named_in(post.text)
    if post.revision > 1:
        Mention.objects.filter(post=post).delete()
        Hashtag.objects.filter(post=post).delete()
    if handles:
        named = actors_by_handles(set(handles))
        Mention.objects.bulk_create(Mention(post=post, actor=actor) for actor in named.values())
    if words:
        Hashtag.objects.bulk_create(Hashtag(post=post, word=word) for word in words)
