"""Read each text for danger when it is written, edited or received, and keep which cards it calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.events import DangerRead
from toctoc.community.models import Orientation, Post
from toctoc.community.queries.said import words_of
from toctoc.community.rules.cards import OUTSIDE
from toctoc.community.rules.orientation import CONSULTATION
from toctoc.kernel.events import publish
from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.services.frame import situation_of, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence


def orient(post: Post) -> None:
    """Keep the cards of a post as it reads now, in the writer's transaction; tell who watches of a new danger.

    What comes from another server is not altered: it carries its cards here like any other post.
    """
    dangers = cards("\n".join(words_of(post)), post.language)
    slugs = (*dangers, *([CONSULTATION] if not dangers and _asks_for_care(post) else []))
    before = _kept(post)
    if list(slugs) != before:
        _keep(post, slugs)
    if new := [slug for slug in dangers if slug not in before]:
        publish(DangerRead(post_id=post.pk, author_id=post.author_id, audience=post.audience, cards=tuple(new)))


def _asks_for_care(post: Post) -> bool:
    situation = situation_of(post.author, post.audience, is_reply=not post.is_first)
    return any(one.rule == CONSULTATION for one in weigh(post.text, post.author, situation))


def _kept(post: Post) -> list[str]:
    known = Orientation.objects.filter(post=post).first() if OUTSIDE in post.parts.split() else None
    return known.cards.split() if known is not None else []


def _keep(post: Post, slugs: Sequence[str]) -> None:
    names = [name for name in post.parts.split() if name != OUTSIDE]
    if slugs:
        Orientation.objects.update_or_create(post=post, defaults={"cards": " ".join(slugs)})
        names.append(OUTSIDE)
    else:
        Orientation.objects.filter(post=post).delete()
    post.parts = " ".join(names)
    Post.objects.filter(pk=post.pk).update(parts=post.parts)
