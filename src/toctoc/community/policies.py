"""Who may read, answer, edit. Every read of posts goes through :func:`visible_to` or its SQL twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.kernel.errors import Missing, Refused
from toctoc.people.policies import may_speak, proved_profession
from toctoc.people.rules.audience import (
    ONE_PROFESSION,
    PROFESSIONALS,
    Viewer,
    audience_kind,
    is_for_professionals,
)

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor

# The same predicate for hand-written statements: ``p`` is the post; parameters are the viewer's audiences, then
# the viewer's id. A differential test holds the two equal.
VISIBLE_SQL = "p.deleted_at IS NULL AND (p.audience IN ({audiences}) OR p.author_id = %s)"


def visible_to(viewer: Viewer) -> Q:
    """Return the predicate of posts that ``viewer`` may read: its audiences, and what it wrote itself."""
    readable = Q(audience__in=viewer.audiences)
    if viewer.actor_id is not None:
        readable |= Q(author=viewer.actor_id)
    return Q(deleted_at=None, author__suspended_at=None) & readable


def visible_sql(viewer: Viewer) -> tuple[str, list[object]]:
    """Return :data:`VISIBLE_SQL` for ``viewer`` and its parameters (suspended authors have no fragment)."""
    audiences = viewer.audiences
    return VISIBLE_SQL.format(audiences=", ".join(["%s"] * len(audiences))), [
        *audiences,
        viewer.actor_id or 0,
    ]


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
