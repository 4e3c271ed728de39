"""Who follows whom, who asks to, and all that stands between two actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Actor, ActorNote, Block, Endorsement, Follow, FollowRequest, Mute
from toctoc.people.policies import hides_ties

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from toctoc.people.models import ActorChoices
    from toctoc.people.rules.audience import Viewer

# Actors asked about in one go, and what is told of shared ties.
MOST_ASKED = 80
MOST_FAMILIAR = 10


def not_blocked_either_way(viewer: Viewer, column: str) -> Q:
    """Return the condition that the actor in ``column`` and the viewer have not blocked one another."""
    if not viewer.has_blocks:
        return Q()
    by_viewer = Block.objects.filter(blocker=viewer.actor_id, blocked=OuterRef(column))
    by_other = Block.objects.filter(blocker=OuterRef(column), blocked=viewer.actor_id)
    return ~Q(Exists(by_viewer)) & ~Q(Exists(by_other))


def request_of(asker: Actor, asked: Actor) -> FollowRequest | None:
    """Return the request of one actor to follow another, while it waits."""
    return FollowRequest.objects.filter(asker=asker, asked=asked).first()


def requests_to(actor: Actor, asked: Cut) -> Page[FollowRequest]:
    """Return who asks to follow an actor, the last first."""
    rows = FollowRequest.objects.filter(asked=actor, asker__suspended_at=None).select_related("asker").order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda each: each.pk)


def requests_count(actor_id: int, most: int = 99) -> int:
    """Return how many ask to follow an actor, at most ``most``."""
    return FollowRequest.objects.filter(asked=actor_id, asker__suspended_at=None)[:most].count()


def who_asks(actor: Actor, asker_id: int) -> Actor:
    """Return somebody who asks to follow an actor, or follows it already; raise :class:`Missing` for anybody else."""
    asks = Exists(FollowRequest.objects.filter(asked=actor, asker=OuterRef("pk")))
    follows = Exists(Follow.objects.filter(followee=actor, follower=OuterRef("pk")))
    found = Actor.objects.filter(asks | follows, pk=asker_id).first()
    if found is None:
        raise Missing
    return found


def whom_asked(asker: Actor, asked_id: int) -> Actor | None:
    """Return an actor whom ``asker`` asked to follow, whatever became of it; nothing for any other."""
    found = FollowRequest.objects.filter(asker=asker, asked=asked_id).select_related("asked").first()
    return found.asked if found is not None else None


def followers_of(actor: Actor, choices: ActorChoices, viewer: Viewer, asked: Cut) -> Page[Follow]:
    """Return who follows an actor, the last first; nobody when the actor keeps that to itself.

    Pages go by the ids of ties. The caller may see the actor.
    """
    return _ties(
        Follow.objects.filter(followee=actor).select_related("follower"), "follower", actor, choices, viewer, asked
    )


def followed_by(actor: Actor, choices: ActorChoices, viewer: Viewer, asked: Cut) -> Page[Follow]:
    """Return whom an actor follows, as :func:`followers_of`."""
    return _ties(
        Follow.objects.filter(follower=actor).select_related("followee"), "followee", actor, choices, viewer, asked
    )


def _ties(
    rows: QuerySet[Follow], side: str, actor: Actor, choices: ActorChoices, viewer: Viewer, asked: Cut
) -> Page[Follow]:
    if viewer.actor_id != actor.pk and hides_ties(actor, choices):
        return Page([], None)
    shown = rows.filter(not_blocked_either_way(viewer, side), **{f"{side}__suspended_at": None})
    if asked.before is not None:
        shown = shown.filter(id__lt=asked.before)
    return page_of(list(shown.order_by("-id")[: asked.size + 1]), asked, lambda each: each.pk)


@dataclass(slots=True)
class Between:
    """All that stands between a reader and one other actor; ``languages`` is empty for all of them."""

    actor_id: int
    follows: bool = False
    notify: bool = False
    shows_boosts: bool = True
    languages: list[str] = field(default_factory=list)
    is_followed: bool = False
    has_asked: bool = False
    is_asked: bool = False
    blocks: bool = False
    is_blocked: bool = False
    mutes: bool = False
    mutes_notifications: bool = False
    # When the mute ends; none for good.
    muted_until: datetime | None = None
    endorses: bool = False
    note: str = ""


def ties_between(reader: Actor, actor_ids: Iterable[int]) -> list[Between]:
    """Return what stands between a reader and each of some actors, in their order: nine statements at most."""
    asked = list(dict.fromkeys(actor_ids))[:MOST_ASKED]
    told = {actor_id: Between(actor_id) for actor_id in asked}
    _follows(reader, told)
    _requests(reader, told)
    if reader.blocks_count:
        _blocks(reader, told)
    if reader.quiet_version:
        _mutes(reader, told)
    for actor_id in Endorsement.objects.filter(endorser=reader, endorsed__in=asked).values_list("endorsed", flat=True):
        told[actor_id].endorses = True
    for actor_id, text in ActorNote.objects.filter(owner=reader, subject__in=asked).values_list("subject", "text"):
        told[actor_id].note = text
    return list(told.values())


def _follows(reader: Actor, told: dict[int, Between]) -> None:
    for tie in Follow.objects.filter(follower=reader, followee__in=told):
        one = told[tie.followee_id]
        one.follows, one.notify, one.shows_boosts = True, tie.notify, tie.shows_boosts
        one.languages = tie.languages.split(",") if tie.languages else []
    for follower in Follow.objects.filter(followee=reader, follower__in=told).values_list("follower", flat=True):
        told[follower].is_followed = True


def _requests(reader: Actor, told: dict[int, Between]) -> None:
    for request in FollowRequest.objects.filter(asker=reader, asked__in=told):
        one = told[request.asked_id]
        one.has_asked, one.notify, one.shows_boosts = True, request.notify, request.shows_boosts
        one.languages = request.languages.split(",") if request.languages else []
    for asker in FollowRequest.objects.filter(asked=reader, asker__in=told).values_list("asker", flat=True):
        told[asker].is_asked = True


def _blocks(reader: Actor, told: dict[int, Between]) -> None:
    for blocked in Block.objects.filter(blocker=reader, blocked__in=told).values_list("blocked", flat=True):
        told[blocked].blocks = True
    for blocker in Block.objects.filter(blocked=reader, blocker__in=told).values_list("blocker", flat=True):
        told[blocker].is_blocked = True


def _mutes(reader: Actor, told: dict[int, Between]) -> None:
    lasting = Q(until=None) | Q(until__gt=clock.now())
    for mute in Mute.objects.filter(lasting, muter=reader, muted__in=told):
        one = told[mute.muted_id]
        one.mutes, one.mutes_notifications, one.muted_until = True, mute.hides_notifications, mute.until
