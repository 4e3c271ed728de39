"""What a notice is about, found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import may_be_read
from toctoc.kernel.ids import id_in
from toctoc.moderation.rules.measures import ACTOR, CONVERSATION, ELSEWHERE, GROUP, POST, parsed_object
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody means: ``about`` as rows keep it, and who answers for it."""

    kind: str
    about: str
    target: Actor | None = None
    post: Post | None = None


def meant_by(said: str) -> Meant:
    """Return what ``post:12`` or ``actor:avril`` means, there or not: a notice is taken either way."""
    kind, key = parsed_object(said)
    if kind == POST:
        return _post(key)
    if kind in {ACTOR, GROUP}:
        return _actor(kind, key)
    if kind == CONVERSATION:
        return Meant(kind, f"{kind}:{id_in(key) or 0}")
    return Meant(ELSEWHERE, ELSEWHERE)


def _post(key: str) -> Meant:
    number = id_in(key) or 0
    post = Post.objects.select_related("author", "author__account").filter(pk=number).first()
    return Meant(POST, f"{POST}:{number}", post.author if post else None, post)


def _actor(kind: str, key: str) -> Meant:
    """Return an actor by its number, as rows say it, or by its handle."""
    rows = Actor.objects.select_related("account").filter(domain="")
    number = id_in(key)
    found = (rows.filter(pk=number).first() if number else None) or rows.filter(handle=key[:30]).first()
    if found is not None:
        kind = GROUP if found.kind == ActorKind.GROUP else ACTOR
    return Meant(kind, f"{kind}:{found.pk if found else key[:30]}", found)


def may_see(viewer: Viewer, meant: Meant) -> bool:
    """Tell whether a reader may see what they are about to report: only then does the form show it."""
    if meant.post is not None:
        return meant.post.deleted_at is None and may_be_read(viewer, meant.post)
    if meant.kind != ACTOR or meant.target is None:
        return False
    return Actor.objects.speaking().filter(pk=meant.target.pk).exists()
