"""What stands between a reader and others: https://docs.joinmastodon.org/entities/Relationship/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.groups.models import JoinRequest
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.accounts import secret_groups
from toctoc.mastodon_api.rules.times import stamp
from toctoc.people.models import Actor, DomainBlock
from toctoc.people.models.actor import ActorKind
from toctoc.people.queries.ties import MOST_ASKED, Between, ties_between
from toctoc.people.rules.audience import group_audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.people.rules.audience import Viewer


def relationships(reader: Actor, viewer: Viewer, ids: Sequence[int]) -> list[dict[str, object]]:
    """Return what stands between ``reader`` and each of ``ids``: one statement per kind of tie, whatever their number.

    Whom the reader may not know of is left out, unless it has something of its own to undo there. More than
    :data:`MOST_ASKED` are not looked at.
    """
    asked = list(dict.fromkeys(ids))[:MOST_ASKED]
    known = _known(asked)
    told = ties_between(reader, [actor_id for actor_id in asked if actor_id in known]) if known else []
    secret = _enter_groups(reader, viewer, [one for one in told if known[one.actor_id].kind == ActorKind.GROUP])
    refused = _refused(reader, known.values())
    return [
        _relationship(one, is_refused=known[one.actor_id].domain in refused)
        for one in told
        if one.actor_id not in secret and _is_told(one, known[one.actor_id])
    ]


def relationship(reader: Actor, viewer: Viewer, actor_id: int) -> dict[str, object]:
    """Return what stands between two actors; raise :class:`Missing` for one that the reader may not know of."""
    told = relationships(reader, viewer, [actor_id])
    if not told:
        raise Missing
    return told[0]


def _known(ids: Sequence[int]) -> dict[int, Actor]:
    rows = Actor.objects.filter(pk__in=ids, left_at=None)
    return {actor.pk: actor for actor in rows.only("id", "kind", "domain", "suspended_at")} if ids else {}


def _is_told(one: Between, actor: Actor) -> bool:
    """Tell whether the reader is told anything: a block looks like an actor that nobody is, as on its page."""
    return (actor.suspended_at is None and not one.is_blocked) or one.blocks or one.mutes


def _enter_groups(reader: Actor, viewer: Viewer, groups: list[Between]) -> set[int]:
    """Say of groups what apps call following them: belonging to one, or waiting at its door; return the secret ones."""
    if not groups:
        return set()
    ids = [one.actor_id for one in groups]
    waiting = set(JoinRequest.objects.filter(actor=reader, group__in=ids).values_list("group_id", flat=True))
    for one in groups:
        one.follows = group_audience(one.actor_id) in viewer.audiences
        one.has_asked = one.actor_id in waiting
    return secret_groups(ids, viewer)


def _refused(reader: Actor, actors: Iterable[Actor]) -> set[str]:
    domains = {actor.domain for actor in actors if actor.domain}
    if not domains:
        return set()
    return set(DomainBlock.objects.filter(actor=reader, domain__in=domains).values_list("domain", flat=True))


def _relationship(one: Between, *, is_refused: bool) -> dict[str, object]:
    is_tied = one.follows or one.has_asked
    return {
        "id": str(one.actor_id),
        "following": one.follows,
        "showing_reblogs": is_tied and one.shows_boosts,
        "notifying": is_tied and one.notify,
        "languages": one.languages or None,
        "followed_by": one.is_followed,
        "blocking": one.blocks,
        # Nobody is told of a block: whoever blocked the reader is not there for it.
        "blocked_by": False,
        "muting": one.mutes,
        "muting_notifications": one.mutes and one.mutes_notifications,
        "muting_expires_at": stamp(one.muted_until) if one.muted_until else None,
        "requested": one.has_asked,
        "requested_by": one.is_asked,
        "domain_blocking": is_refused,
        "endorsed": one.endorses,
        "note": one.note,
    }
