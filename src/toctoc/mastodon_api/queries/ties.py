"""Who follows whom, as apps page through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.mastodon_api.queries.ranges import Slice, ranged
from toctoc.people.models import Actor, ActorChoices, Follow
from toctoc.people.policies import hides_ties
from toctoc.people.queries.choices import choices_among, choices_of
from toctoc.people.queries.ties import MOST_FAMILIAR, not_blocked_either_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from toctoc.mastodon_api.rules.pages import Range
    from toctoc.people.rules.audience import Viewer

# Of whom one follows, those whose own follows are looked at for suggestions.
MOST_SOURCES = 200


def followers(actor: Actor, viewer: Viewer, asked: Range) -> Slice[Follow]:
    """Return who follows an actor, the last first; of one that keeps that to itself, the viewer's own tie alone."""
    return _ties(Follow.objects.filter(followee=actor), "follower", actor, viewer, asked)


def following(actor: Actor, viewer: Viewer, asked: Range) -> Slice[Follow]:
    """Return whom an actor follows, as :func:`followers`."""
    return _ties(Follow.objects.filter(follower=actor), "followee", actor, viewer, asked)


def _ties(rows: QuerySet[Follow], side: str, actor: Actor, viewer: Viewer, asked: Range) -> Slice[Follow]:
    if _keeps(actor, choices_of(actor), viewer):
        # Nothing that the viewer does not know already.
        rows = rows.filter(**{side: viewer.actor_id or 0})
    return ranged(rows.filter(not_blocked_either_way(viewer, side), **{f"{side}__suspended_at": None}), asked)


def familiar_to(reader: Actor, viewer: Viewer, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, of each of ``ids``, those whom the reader follows and who follow it; four statements for all of them.

    Nobody stands there who keeps to itself whom it follows, nor at an actor that keeps its followers to itself.
    """
    asked = list(Actor.objects.speaking().filter(not_blocked_either_way(viewer, "pk"), pk__in=ids))
    told = choices_among(asked)
    open_ids = [actor.pk for actor in asked if not _keeps(actor, told[actor.pk], viewer)]
    mine = Follow.objects.filter(follower=reader).values("followee")
    pairs = list(
        Follow.objects.filter(followee__in=open_ids, follower__in=mine, follower__suspended_at=None)
        .order_by("-id")
        .values_list("followee_id", "follower_id")[: MOST_FAMILIAR * MOST_FAMILIAR * 8]
    )
    shown = _who_show(viewer, {follower for _, follower in pairs})
    shared: dict[int, list[int]] = {actor_id: [] for actor_id in ids}
    for followee, follower in pairs:
        if follower in shown and len(shared[followee]) < MOST_FAMILIAR:
            shared[followee].append(follower)
    return shared


def familiar_sources(reader: Actor, viewer: Viewer) -> list[int]:
    """Return those whom a reader followed last and who let others know whom they follow."""
    newest = Follow.objects.filter(follower=reader).order_by("-id").values_list("followee_id", flat=True)
    return sorted(_who_show(viewer, set(newest[:MOST_SOURCES])))


def _who_show(viewer: Viewer, ids: set[int]) -> set[int]:
    """Return those of ``ids`` who let others know whom they follow."""
    actors = list(Actor.objects.filter(pk__in=ids))
    told = choices_among(actors)
    return {actor.pk for actor in actors if not _keeps(actor, told[actor.pk], viewer)}


def _keeps(actor: Actor, choices: ActorChoices, viewer: Viewer) -> bool:
    return viewer.actor_id != actor.pk and hides_ties(actor, choices)
