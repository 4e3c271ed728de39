"""Who may read, answer, edit. Every read of posts goes through :func:`visible_to` or its SQL twin."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from toctoc.community.models import Boost, Post, Reader
from toctoc.community.models.post import PostKind
from toctoc.community.rules import boosts
from toctoc.community.rules.pace import IN_A_DAY, check_pace
from toctoc.community.rules.voices import PROVED, Speaker, voices_of
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.ids import id_at
from toctoc.people.models import Block
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_speak, proved_institution, proved_profession, viewer_for
from toctoc.people.queries.statements import execute, placeholders
from toctoc.people.rules.audience import (
    MEMBERS,
    NAMED,
    ONE_PROFESSION,
    PROFESSIONALS,
    PUBLIC,
    Viewer,
    audience_kind,
    is_for_professionals,
    is_within,
    place_of,
    profession_audience,
    professions_of,
    readers_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import Note
    from toctoc.people.models import Actor

# The same predicate for hand-written statements: ``p`` is the post; see :func:`visible_sql`.
# Suspended authors have no fragment to join. A differential test holds the two equal.
_VISIBLE = """p.deleted_at IS NULL AND (p.audience IN ({audiences}) OR p.author_id = %s OR EXISTS (
SELECT 1 FROM community_reader r WHERE r.post_id = p.id AND r.word IN (%s, %s)))"""
# Apart, each with an index of its own; only for readers whom a block names.
_NO_BLOCK = """ AND NOT EXISTS (SELECT 1 FROM people_block k WHERE k.blocker_id = %s AND k.blocked_id = p.author_id)
AND NOT EXISTS (SELECT 1 FROM people_block k WHERE k.blocker_id = p.author_id AND k.blocked_id = %s)"""

# The newest an author wrote. Threads and replies apart: each has an index of its own.
_WRITTEN = """SELECT id FROM (
SELECT * FROM (SELECT id FROM community_post WHERE author_id = %s AND id >= %s AND reply_to_id IS NULL
ORDER BY id DESC LIMIT %s) threads
UNION ALL
SELECT * FROM (SELECT id FROM community_post WHERE author_id = %s AND id >= %s AND reply_to_id IS NOT NULL
ORDER BY id DESC LIMIT %s) replies
) written ORDER BY id DESC LIMIT %s"""


def visible_to(viewer: Viewer) -> Q:
    """Return the predicate of posts that ``viewer`` may read: those of its audiences, for it by name, or its own.

    Whoever blocked, or was blocked by, the author reads nothing of it.
    """
    return Q(deleted_at=None) & readable_by(viewer)


def readable_by(viewer: Viewer) -> Q:
    """Return the same predicate with tombstones: a thread still reads around a post that was taken back."""
    readable = Q(audience__in=viewer.audiences)
    if viewer.actor_id is not None:
        written_out = Reader.objects.filter(post=OuterRef("pk"), word__in=viewer.reader_words)
        readable |= Q(author=viewer.actor_id) | Q(Exists(written_out))
    return Q(author__suspended_at=None) & readable & _not_blocked(viewer)


def _not_blocked(viewer: Viewer) -> Q:
    if not viewer.has_blocks or viewer.actor_id is None:
        return Q()
    by_viewer = Block.objects.filter(blocker=viewer.actor_id, blocked=OuterRef("author"))
    by_author = Block.objects.filter(blocker=OuterRef("author"), blocked=viewer.actor_id)
    return ~Q(Exists(by_viewer)) & ~Q(Exists(by_author))


@lru_cache(maxsize=4096)
def visible_sql(viewer: Viewer) -> tuple[str, tuple[int | str, ...]]:
    """Return :func:`visible_to` for a hand-written statement in which ``p`` is the post, and its values in order."""
    me, audiences = viewer.actor_id or 0, viewer.audiences
    sql = _VISIBLE.format(audiences=", ".join(["%s"] * len(audiences)))
    values: tuple[int | str, ...] = (*audiences, me, *viewer.reader_words)
    return (sql + _NO_BLOCK, (*values, me, me)) if viewer.has_blocks else (sql, values)


def may_be_read(viewer: Viewer, post: Post) -> bool:
    """Tell whether ``viewer`` may read one post that is in memory: :func:`readable_by` for a single row."""
    return Post.objects.filter(readable_by(viewer), pk=post.pk).exists()


def readers_among(post: Post, actors: Sequence[Actor]) -> set[int]:
    """Return the ids of those who may read one post: as :func:`may_be_read` says, in one statement for most of them."""
    plain: list[Actor] = []
    others: list[Actor] = []
    for actor in actors:
        is_plain = not actor.blocks_count and post.audience in viewer_for(actor).audiences
        (plain if is_plain else others).append(actor)
    is_shown = bool(plain) and Post.objects.filter(pk=post.pk, author__suspended_at=None).exists()
    readers = {actor.pk for actor in plain} if is_shown else set()
    return readers | {actor.pk for actor in others if may_be_read(viewer_for(actor), post)}


def may_write_to(actor: Actor, audience: str) -> None:
    """Raise :class:`Refused` when ``actor`` may not begin a thread for ``audience``: one writes where one reads."""
    may_speak(actor)
    kind, _ = audience_kind(audience)
    proved = proved_profession(actor)
    if kind == PROFESSIONALS and not proved:
        raise Refused("Faites vérifier votre profession pour écrire aux professionnels.")
    if kind == ONE_PROFESSION and proved not in professions_of(audience):
        raise Refused("Vous ne pouvez écrire qu’à votre propre profession, une fois vérifiée.")
    if place_of(audience) is not None and audience not in viewer_for(actor).audiences:
        raise Refused("On n’écrit que dans les groupes et les cercles dont on fait partie.")


def may_name(actor: Actor, named: Sequence[Actor]) -> None:
    """Raise :class:`Missing` when ``actor`` may not write to one of those ``named``: blocked, gone or suspended."""
    for other in named:
        if other.suspended_at is not None or not _no_block_between(actor, other):
            raise Missing


def _no_block_between(one: Actor, other: Actor) -> bool:
    both = Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
    return one.blocks_count == 0 or not Block.objects.filter(both).exists()


def may_quote(actor: Actor, quoted: Post, audience: str) -> None:
    """Raise :class:`Missing` when ``actor`` may not read what it quotes, :class:`Refused` when its readers may not."""
    if quoted.deleted_at is not None or not may_be_read(viewer_for(actor), quoted):
        raise Missing
    if not is_within(audience, quoted.audience) or quoted.audience == NAMED or readers_of(quoted.audience):
        raise Refused("Vos lecteurs ne pourraient pas tous lire le message cité. Choisissez une audience plus étroite.")


def may_boost(actor: Actor, post: Post) -> None:
    """Raise :class:`Missing` when ``actor`` may not read the post, :class:`Refused` when its readers are a few.

    What was said to some is carried no further: a boost shows what everybody, or every member, may read.
    """
    may_speak(actor)
    if post.deleted_at is not None or not may_be_read(viewer_for(actor), post):
        raise Missing
    if post.audience not in boosts.CARRIED:
        raise Refused("Ce message ne s’adresse qu’à certains lecteurs : il ne se relaie pas.")


def may_vote(actor: Actor, post: Post) -> None:
    """Raise :class:`Missing` when ``actor`` may not read the post, :class:`Refused` when it is its own."""
    may_speak(actor)
    if post.deleted_at is not None or not may_be_read(viewer_for(actor), post):
        raise Missing
    if post.author_id == actor.pk or (actor.account_id is not None and post.author.account_id == actor.account_id):
        raise Refused("On ne vote pas dans son propre sondage.")


def may_reply(actor: Actor, thread: Post) -> None:
    """Raise :class:`Refused` when ``actor`` may not reply in ``thread``; :class:`Missing` if it may not read it.

    In a thread for professionals only those answer whose proof lasts; elsewhere whoever is signed in.
    """
    may_speak(actor)
    viewer = viewer_for(actor)
    if not may_be_read(viewer, thread):
        raise Missing
    if is_for_professionals(thread.audience) and not viewer.may_find(thread.audience):
        raise Refused("Seuls les professionnels dont la preuve est valable répondent ici.")


def may_answer_for(actor: Actor, aim: Post, asked: str, named: Sequence[Actor]) -> str:
    """Return the audience of an answer to ``aim``: its own unless a narrower one is ``asked``.

    Raises :class:`Missing` when ``actor`` may not read ``aim``, :class:`Refused` for an audience that is wider: nobody
    brings what was said in confidence before others, nor names somebody who may not read what is answered.
    """
    if not may_be_read(viewer_for(actor), aim):
        raise Missing
    if not asked or asked == aim.audience != NAMED:
        return aim.audience
    if asked != NAMED and not is_within(asked, aim.audience):
        raise Refused("Une réponse ne peut pas être lue plus largement que ce à quoi elle répond.")
    if asked != NAMED:
        may_write_to(actor, asked)
    elif not all(may_be_read(viewer_for(other), aim) for other in named):
        raise Refused("Une des personnes nommées ne peut pas lire ce à quoi vous répondez.")
    return asked


def may_add_note(actor: Actor, aim: Post) -> None:
    """Raise :class:`Refused` when ``actor`` may not add a note to ``aim``; whether it may reply is asked beside.

    A note needs readers of both kinds, hence not those of professionals alone.
    """
    if aim.kind == PostKind.NOTE:
        raise Refused("Une note ne porte pas de note. Dites si elle vous est utile.")
    if aim.author.account_id is not None and aim.author.account_id == actor.account_id:
        raise Refused("Vous ne pouvez pas ajouter de note à votre propre message. Modifiez-le plutôt.")
    if is_for_professionals(aim.audience):
        raise Refused("Seuls des professionnels lisent ce message : répondez-leur plutôt que d’ajouter une note.")


def may_rate(actor: Actor, note: Note) -> int:
    """Return the id of the account that rates; raise :class:`Missing` for what ``actor`` may not read of note and post.

    Raises :class:`Refused` for who wrote either of them, under whatever name.
    """
    may_speak(actor)
    viewer = viewer_for(actor)
    if not (may_be_read(viewer, note.post) and may_be_read(viewer, note.aim)):
        raise Missing
    if actor.account_id is None or actor.account_id in {note.post.author.account_id, note.aim.author.account_id}:
        raise Refused("On ne juge ni sa propre note, ni celle de son propre message.")
    return actor.account_id


def may_find_alike(actor: Actor) -> None:
    """Raise :class:`Refused` for who is not a person: nobody is looked up by an organisation.

    Nor by a person whose account also speaks for one: another name is no way round.
    """
    may_speak(actor)
    own = actor.account.actors.all() if actor.account is not None else None
    if actor.kind != ActorKind.PERSON or (own is not None and own.filter(kind=ActorKind.ORGANISATION).exists()):
        raise Refused("Seules des personnes se trouvent par ce qu’elles vivent.")


def may_edit(actor: Actor, post: Post) -> None:
    """Raise :class:`Missing` unless the post is the actor's own: nobody learns that it exists."""
    may_speak(actor)
    if post.author_id != actor.pk or post.deleted_at is not None:
        raise Missing


def may_change(actor: Actor, post: Post) -> None:
    """Raise what :func:`may_edit` does, and :class:`Refused` for what ``actor`` could not say any more.

    Whoever lost its proof writes nothing new among professionals, nor under the mark of a proof.
    """
    may_edit(actor, post)
    is_outside = is_for_professionals(post.audience) and not viewer_for(actor).may_find(post.audience)
    if is_outside or (post.voice in PROVED and post.voice not in voices_for(actor)):
        raise Refused("Votre preuve n’est plus valable. Ce message ne se modifie plus, mais vous pouvez le supprimer.")


def may_write_now(actor: Actor) -> None:
    """Raise :class:`TooMany` when ``actor`` wrote a great deal lately.

    Doors ask before they write; the demonstration world and imports do not pass by a door. Two index ranges.
    """
    now = clock.now()
    half = (actor.pk, id_at(now - IN_A_DAY.window), IN_A_DAY.posts)
    check_pace([row[0] for row in execute(placeholders(_WRITTEN), [*half, *half, IN_A_DAY.posts])], now)


def may_boost_now(actor: Actor) -> None:
    """Raise :class:`TooMany` when ``actor`` boosted a great deal lately. One index range."""
    day = boosts.PACES[-1]
    newest = Boost.objects.filter(actor=actor, id__gte=id_at(clock.now() - day.window)).order_by("-id")
    check_pace(list(newest.values_list("id", flat=True)[: day.posts]), clock.now(), boosts.PACES)


def voices_for(actor: Actor) -> tuple[str, ...]:
    """Return the voices ``actor`` may speak with, the one it gets without asking first."""
    return voices_of(speaks_as(actor))


def speaks_as(actor: Actor) -> Speaker:
    """Return what of ``actor`` a voice depends on, at this moment."""
    is_person = actor.kind == ActorKind.PERSON
    return Speaker(is_person, profession=proved_profession(actor), institution=proved_institution(actor))


def audiences_for(actor: Actor) -> tuple[str, ...]:
    """Return the audiences ``actor`` may begin a thread for, the closest to its peers first."""
    proved = proved_profession(actor)
    closed = (PROFESSIONALS, profession_audience(proved)) if proved else ()
    return (*closed, MEMBERS, PUBLIC)


def why_no_reply(actor: Actor | None, thread: Post) -> str:
    """Return the sentence that stands where the reply form would, or an empty string when ``actor`` may reply.

    The caller has already fetched the thread through the viewer's eyes.
    """
    if actor is None:
        return "Connectez-vous pour répondre."
    if thread.deleted_at is not None:
        return "Le premier message a été retiré : on ne répond plus ici."
    try:
        may_reply(actor, thread)
    except Refused as error:
        return error.sentence
    return ""
