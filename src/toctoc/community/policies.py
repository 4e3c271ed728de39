"""Who may read, answer, edit. Every read of posts goes through :func:`visible_to` or its SQL twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.models import Post
from toctoc.community.rules.pace import IN_A_DAY, check_pace
from toctoc.community.rules.voices import LIVED, OFFICIAL, PRACTICE, SCIENTIFIC
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.ids import id_at
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_speak, proved_profession
from toctoc.people.rules.audience import (
    MEMBERS,
    ONE_PROFESSION,
    PROFESSIONALS,
    PUBLIC,
    Viewer,
    audience_kind,
    is_for_professionals,
    profession_audience,
)

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# The same predicate for hand-written statements: ``p`` is the post; parameters are the viewer's audiences, then
# the viewer's id. Suspended authors have no fragment to join. A differential test holds the two equal.
VISIBLE_SQL = "p.deleted_at IS NULL AND (p.audience IN ({audiences}) OR p.author_id = %s)"


def visible_to(viewer: Viewer) -> Q:
    """Return the predicate of posts that ``viewer`` may read: its audiences, and what it wrote itself."""
    return Q(deleted_at=None) & readable_by(viewer)


def readable_by(viewer: Viewer) -> Q:
    """Return the same predicate with tombstones: a thread still reads around a post that was taken back."""
    readable = Q(audience__in=viewer.audiences)
    if viewer.actor_id is not None:
        readable |= Q(author=viewer.actor_id)
    return Q(author__suspended_at=None) & readable


def may_write_to(actor: Actor, audience: str) -> None:
    """Raise :class:`Refused` when ``actor`` may not begin a thread for ``audience``: one writes where one reads."""
    may_speak(actor)
    kind, profession = audience_kind(audience)
    proved = proved_profession(actor)
    if kind == PROFESSIONALS and not proved:
        raise Refused("Faites vérifier votre profession pour écrire aux professionnels.")
    if kind == ONE_PROFESSION and proved != profession:
        raise Refused("Vous ne pouvez écrire qu’à votre propre profession, une fois vérifiée.")


def may_reply(actor: Actor, thread: Post) -> None:
    """Raise :class:`Refused` when ``actor`` may not reply in ``thread``; :class:`Missing` if it may not read it.

    In a thread for professionals only those answer whose proof lasts; elsewhere whoever is signed in.
    """
    may_speak(actor)
    proved = proved_profession(actor)
    readable = thread.audience in Viewer(actor_id=actor.pk, profession=proved).audiences
    if not readable and thread.author_id != actor.pk:
        raise Missing
    if is_for_professionals(thread.audience) and not readable:
        raise Refused("Seuls les professionnels dont la preuve est valable répondent ici.")


def may_edit(actor: Actor, post: Post) -> None:
    """Raise :class:`Missing` unless the post is the actor's own: nobody learns that it exists."""
    may_speak(actor)
    if post.author_id != actor.pk or post.deleted_at is not None:
        raise Missing


def may_write_now(actor: Actor) -> None:
    """Raise :class:`TooMany` when ``actor`` wrote a great deal lately.

    Doors ask before they write; the demonstration world and imports do not pass by a door. Two index ranges.
    """
    since = id_at(clock.now() - IN_A_DAY.window)
    mine = Post.objects.filter(author=actor, id__gte=since).order_by("-id").values_list("id", flat=True)
    # Apart, because each half has an index of its own.
    halves = (mine.filter(reply_to__isnull=True), mine.filter(reply_to__isnull=False))
    newest = sorted((post_id for half in halves for post_id in half[: IN_A_DAY.posts]), reverse=True)
    check_pace(newest, clock.now())


def voices_for(actor: Actor) -> tuple[str, ...]:
    """Return the voices ``actor`` may speak with, the one it gets without asking first."""
    if actor.kind == ActorKind.ORGANISATION:
        return (OFFICIAL, SCIENTIFIC)
    return (PRACTICE, SCIENTIFIC, LIVED) if proved_profession(actor) else (LIVED, SCIENTIFIC)


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
