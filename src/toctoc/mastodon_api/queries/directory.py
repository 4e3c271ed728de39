"""Whom one may come to know here: the directory, and those put forward by whom one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.mastodon_api.queries.ties import familiar_sources
from toctoc.people.models import Actor, Block, Follow, FollowRequest, Mute
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries.ties import not_blocked_either_way
from toctoc.people.rules.audience import PUBLIC

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.rules.audience import Viewer

# Deeper, a directory is a list of everybody, which nobody needs.
DEEPEST = 1_000
# Of the newest threads for everybody, those whose authors count as active.
LOOKED_AT = 1_000
FRIENDS, SIMILAR = "friends_of_friends", "similar_to_recently_followed"


def discoverable(viewer: Viewer) -> QuerySet[Actor]:
    """Return who stands in the directory and is suggested: ``people.policies.is_discoverable`` as a predicate.

    A test holds the two equal. Groups have a place of their own.
    """
    proved = Q(proved_profession__gt="", proved_until__gt=clock.now())
    of_the_public = ~Q(kind=ActorKind.PERSON) | proved
    unsaid = Q(choices=None) | Q(choices__discoverable=None)
    rows = Actor.objects.speaking().filter(limited_at=None).exclude(kind=ActorKind.GROUP)
    return rows.filter(Q(choices__discoverable=True) | (unsaid & of_the_public)).filter(
        not_blocked_either_way(viewer, "pk")
    )


def directory(viewer: Viewer, *, by: str, is_local: bool, start: int, most: int) -> list[int]:
    """Return ids of a page of the directory: who wrote for everybody last first, or for ``new`` who came last."""
    rows = discoverable(viewer).filter(domain="") if is_local else discoverable(viewer)
    start = max(0, min(start, DEEPEST))
    if by == "new":
        return list(rows.order_by("-id").values_list("pk", flat=True)[start : start + most])
    return _active_first(rows, start + most)[start:]


def _active_first(rows: QuerySet[Actor], most: int) -> list[int]:
    """Return ids of actors, who wrote for everybody last first: two index ranges, and no sort of all there are."""
    threads = Post.objects.filter(audience=PUBLIC, reply_to=None).order_by("-id")
    writing = list(dict.fromkeys(threads.values_list("author_id", flat=True)[:LOOKED_AT]))
    shown = set(rows.filter(pk__in=writing).values_list("pk", flat=True))
    ids = [actor_id for actor_id in writing if actor_id in shown][:most]
    if len(ids) < most:
        quiet = rows.exclude(pk__in=writing).order_by("-id")
        ids += quiet.values_list("pk", flat=True)[: most - len(ids)]
    return ids


def suggestions(reader: Actor, viewer: Viewer, most: int) -> list[tuple[int, str]]:
    """Return ids of whom a reader might follow, and why: followed by several whom it follows, then its own profession.

    Neither whom it follows, asked to follow, blocked or muted, nor whom those keep to themselves.
    """
    rows = discoverable(viewer).exclude(_known_to(reader)).exclude(pk=reader.pk)
    sources = familiar_sources(reader, viewer)
    followed = Follow.objects.filter(follower__in=sources, followee__in=rows.values("pk")).order_by()
    counted = followed.values("followee").annotate(friends=Count("follower")).order_by("-friends", "-followee")
    found = {row["followee"]: FRIENDS for row in counted[:most]} if sources else {}
    if len(found) < most:
        peers = rows.filter(profession=reader.profession) if reader.profession else rows
        found |= dict.fromkeys(_active_first(peers.exclude(pk__in=list(found)), most - len(found)), SIMILAR)
    return list(found.items())


def _known_to(reader: Actor) -> Q:
    return (
        Q(pk__in=Follow.objects.filter(follower=reader).values("followee"))
        | Q(pk__in=FollowRequest.objects.filter(asker=reader).values("asked"))
        | Q(pk__in=Mute.objects.filter(muter=reader).values("muted"))
        | Q(pk__in=Block.objects.filter(blocker=reader).values("blocked"))
    )
