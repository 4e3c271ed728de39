"""Write, edit and delete posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from toctoc.community.events import PostEdited, PostWritten
from toctoc.community.models import Mention, Post, Reader, Revision
from toctoc.community.models.post import LONGEST_TEXT, LONGEST_WARNING, PostKind
from toctoc.community.policies import may_answer_for, may_change, may_edit, may_name, may_reply, may_write_to, speaks_as
from toctoc.community.queries.at_hand import at_hand
from toctoc.community.queries.said import names_around, told_by, words_beside
from toctoc.community.rules.drafts import NOTHING_MORE, Extras
from toctoc.community.rules.references import references_in
from toctoc.community.rules.voices import voice_of
from toctoc.community.services.gates import Intent, pass_gates
from toctoc.community.services.naming import write_names
from toctoc.community.services.parts import attach_all, names_in
from toctoc.community.services.tombstones import erase, hold, is_counted, who_reads
from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Invalid, Missing, Stale
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.rules.audience import MOST_NAMED, NAMED, STRANGERS, place_of, readers_of
from toctoc.privacy.services import speech
from toctoc.privacy.services.frame import situation_of
from toctoc.privacy.services.holding import hold as hold_back

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.privacy.rules.frame import Situation


@dataclass(frozen=True, slots=True)
class Draft:
    """The first post of a thread as its author means it; an empty ``voice`` lets the author's standing choose.

    ``named`` are those it is for, when its audience is named people.
    """

    text: Cleared
    audience: str
    voice: str = ""
    kind: PostKind = PostKind.POST
    named: tuple[Actor, ...] = ()
    extras: Extras = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as its author means it; an empty ``audience`` is that of its thread, another must lie within it.

    ``apart``, when a room above gives it, are the ids of those who read it for now: it is judged as what its thread's
    readers will read, and stays apart until :func:`toctoc.community.services.apart.let_in`.
    """

    text: Cleared
    voice: str = ""
    audience: str = ""
    kind: PostKind = PostKind.POST
    named: tuple[Actor, ...] = ()
    extras: Extras = NOTHING_MORE
    apart: tuple[int, ...] | None = None


@transaction.atomic
def write(*, author: Actor, draft: Draft) -> Post:
    """Begin a thread.

    Raises :class:`Refused` when the author does not belong to the audience, :class:`Invalid` for an empty or too
    long text, too many mentions, or a voice that is not the author's.
    """
    may_write_to(author, draft.audience)
    identifier = ids.new_id()
    post = _made(author, draft)
    post.pk = post.thread_id = identifier
    post.audience = draft.audience
    return _stored(post, draft)


@transaction.atomic
def reply(*, author: Actor, to: Post, answer: Answer) -> Post:
    """Reply to a post, for the audience of its thread or one within it.

    Raises :class:`Missing` when the thread or the post is gone or not for the author, :class:`Refused` for a wider
    audience, and what :func:`write` raises.
    """
    held = hold(to.thread_id, to.pk)
    if any(post.deleted_at is not None for post in held.values()):
        raise Missing
    thread, aim = held[to.thread_id], held[to.pk]
    may_reply(author, thread)
    post = _made(author, answer)
    post.thread, post.reply_to = thread, aim
    post.audience = may_answer_for(author, aim, answer.audience, answer.named)
    if answer.apart is not None:
        post.audience = thread.audience
    stored = _stored(post, answer)
    if is_counted(stored):
        Post.objects.filter(pk__in=held).update(replies_count=F("replies_count") + 1)
    return stored


@transaction.atomic
def edit(*, editor: Actor, post: Post, text: Cleared, revision: int, warning: Cleared | None = None) -> Post:
    """Change what a post says; what it said stays readable in its versions. ``None`` keeps the warning before it.

    ``revision`` is the one the editor saw: raises :class:`Stale` when the post changed since, :class:`Refused` for what
    the editor could not say there any more.
    """
    may_change(editor, post)
    _check(text, is_alone="media" not in post.parts.split())
    hold_back(writer=editor, cleared=text, situation=_situation(post))
    if warning is not None and warning.text:
        speech.check_names(text, [("warning", warning)], names_around(editor, post, is_edit=True))
    above, said_before = _warning_in(warning) if warning is not None else post.warning, post.text
    if (text.text, above, text.language) == (post.text, post.warning, post.language):
        return post
    now = clock.now()
    changed = Post.objects.filter(pk=post.pk, revision=revision, deleted_at=None).update(
        text=text.text, language=text.language, warning=above, revision=revision + 1, edited_at=now
    )
    if not changed:
        raise Stale("Ce message a changé entre-temps. Relisez la version actuelle avant d’enregistrer.")
    Revision.objects.create(post=post, number=revision, text=post.text, written_at=post.edited_at or post.created_at)
    post.refresh_from_db()
    known = set(Mention.objects.filter(post=post).values_list("actor", flat=True))
    new = tuple(actor for actor in write_names(post) if actor.pk not in known)
    pass_gates(Intent(post, None, new, before=said_before))
    # A warning that stays as it is was assured before: it is only read again.
    above_it = [warning] if warning is not None else []
    speech.record(
        writer=editor,
        subject=f"post:{post.pk}",
        cleared=text,
        beside=above_it,
        carried=words_beside(post),
        before=told_by(editor, post.thread_id, but=post),
    )
    publish(PostEdited(post_id=post.pk, thread_id=post.thread_id, audience=post.audience))
    return post


@transaction.atomic
def delete(*, deleter: Actor, post: Post) -> None:
    """Take a post back: its text and versions are erased, a tombstone stays. Raises :class:`Missing` for others'."""
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = hold(*touched, post.pk)
    # As it stands now: somebody in another tab may have taken it back meanwhile, and it is counted out once.
    may_edit(deleter, held[post.pk])
    erase(post, touched)


@transaction.atomic
def erase_for_who_left(*, post: Post) -> None:
    """Take back a post whose author left, as its author would have; doing it twice changes nothing."""
    touched = {post.thread_id, post.reply_to_id or post.thread_id}
    held = hold(*touched, post.pk)[post.pk]
    if held.deleted_at is None and held.author.left_at is not None:
        erase(held, touched)


def _check(text: Cleared, *, is_alone: bool) -> None:
    """Raise :class:`Invalid` for a text that is too long, or empty; beside a picture words may be missing."""
    if (is_alone or text.text) and not any(character.isalnum() for character in text.text):
        raise Invalid("Écrivez quelques mots avant d’envoyer.", field="text")
    if len(text.text) > LONGEST_TEXT:
        raise Invalid("Un message a au plus %(longest)s caractères.", field="text", longest=LONGEST_TEXT)


def _warning_in(warning: Cleared | None) -> str:
    said = warning.text if warning else ""
    if len(said) > LONGEST_WARNING:
        raise Invalid("Un avertissement a au plus %(longest)s caractères.", field="warning", longest=LONGEST_WARNING)
    return said


def _made(author: Actor, said: Draft | Answer) -> Post:
    _check(said.text, is_alone=not said.extras.media)
    spoken = voice_of(said.voice, speaks_as(author), references=len(references_in(said.extras.references)))
    return Post(
        author=author,
        kind=said.kind,
        text=said.text.text,
        language=said.text.language,
        voice=spoken,
        warning=_warning_in(said.extras.warning),
        is_sensitive=said.extras.is_sensitive,
        parts=names_in(said.extras),
        created_at=clock.now(),
    )


def _stored(post: Post, said: Draft | Answer) -> Post:
    may_name(post.author, said.named)
    hold_back(writer=post.author, cleared=said.text, situation=_situation(post))
    _check_names(post, said)
    words = _set_apart(post, said) or _readers(post, said.named)
    post.save(force_insert=True)
    Reader.objects.bulk_create(Reader(post=post, word=word, begins=post.is_first) for word in words)
    attach_all(post, said.extras)
    mentioned = write_names(post)
    pass_gates(Intent(post, None if post.is_first else post.reply_to, mentioned, said.named))
    _record(post, said)
    if post.is_first:
        # A figure that everybody sees counts what everybody may read.
        Actor.objects.filter(pk=post.author_id).update(
            posts_count=F("posts_count") + int(post.audience in STRANGERS),
            last_thread_id=Greatest("last_thread_id", post.pk),
        )
        if (place := place_of(post.audience)) is not None:
            Actor.objects.filter(pk=place).update(last_thread_id=Greatest("last_thread_id", post.pk))
    with at_hand(post):
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


def _check_names(post: Post, said: Draft | Answer) -> None:
    if beside := said.extras.said:
        names = names_around(post.author, post.reply_to) if post.reply_to is not None else frozenset()
        speech.check_names(said.text, beside, names)


def _record(post: Post, said: Draft | Answer) -> None:
    speech.record(
        writer=post.author,
        subject=f"post:{post.pk}",
        cleared=said.text,
        beside=[text for _, text in said.extras.said],
        carried=words_beside(post),
        before=() if post.is_first else told_by(post.author, post.thread_id, but=post),
    )


def _situation(post: Post) -> Situation:
    return situation_of(post.author, post.audience, is_reply=not post.is_first)


def _set_apart(post: Post, said: Draft | Answer) -> tuple[str, ...]:
    """Narrow a reply that the guard has judged to those who read it for now, and return their reader words."""
    apart = said.apart if isinstance(said, Answer) else None
    if apart is None:
        return ()
    post.audience = NAMED
    return readers_of(NAMED, apart)


def _readers(post: Post, named: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the reader words of a new post; among named people a reply is for all of them unless it names some."""
    if post.audience != NAMED:
        return readers_of(post.audience)
    if not named and post.reply_to is not None:
        return tuple(sorted(who_reads(post.reply_to)))
    if not 0 < len(named) <= MOST_NAMED:
        raise Invalid("Nommez au moins une personne, et au plus %(most)s.", field="audience", most=MOST_NAMED)
    return readers_of(NAMED, tuple(actor.pk for actor in named))
