"""People like me: who revealed what I revealed too, as far as it may be shown (rules.likeness)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from toctoc.community.models import Facet
from toctoc.community.rules.likeness import FEWEST_SHARED, Key, Told, shown_of
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Actor, Block
from toctoc.people.models.actor import ActorKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from toctoc.people.rules.audience import Viewer

# Rows read of each facet for one page, and counted to know how rare it is.
WINDOW = 400
NEWEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody like the reader, and in what: facets that the reader revealed too, in the reader's own words."""

    actor: Actor
    reasons: tuple[Told, ...]


def facets_of(actor: Actor) -> list[Told]:
    """Return what an actor reveals."""
    rows = Facet.objects.filter(actor=actor).order_by("kind", "word")
    return [Told(row.kind, row.word, row.shown) for row in rows]


def people_like(reader: Actor, viewer: Viewer, asked: Cut) -> Page[Alike]:
    """Return a page of people who share at least two facets with the reader, those who joined last first.

    One index range per facet of the reader, at most :data:`WINDOW` rows each: whatever the number of members.
    """
    mine = facets_of(reader)
    if len(mine) < FEWEST_SHARED:
        return Page([], None)
    shared, floor = _shared([facet.key for facet in mine], NEWEST if asked.before is None else asked.before)
    known = _people(shared, reader)
    # One of each account, so that several names of somebody are one.
    by_account = {known[actor_id].account_id: keys for actor_id, keys in shared.items() if actor_id in known}
    frequent = {facet.key: _frequency(facet.key) for facet in mine}
    hidden = _blocked(known, viewer)
    found = []
    for actor_id in sorted(set(known) - hidden, reverse=True):
        common = [facet for facet in mine if facet.key in shared[actor_id]]
        if reasons := shown_of(common, frequent, list(by_account.values())):
            found.append(Alike(known[actor_id], reasons))
    page = page_of(found[: asked.size + 1], asked, lambda alike: alike.actor.pk)
    return page if page.next_before is not None or not floor else Page(page.items, floor)


def _shared(keys: Iterable[Key], before: int) -> tuple[dict[int, frozenset[Key]], int]:
    """Return, by actor, which of the facets it reveals, for those of whom everything was read.

    Also the id down to which it was read, 0 when nothing is left below.
    """
    found: defaultdict[int, set[Key]] = defaultdict(set)
    floor = 0
    for kind, word in keys:
        rows = Facet.objects.filter(kind=kind, word=word, actor__lt=before).order_by("-actor")
        actors = list(rows.values_list("actor_id", flat=True)[:WINDOW])
        if len(actors) == WINDOW:
            floor = max(floor, actors[-1])
        for actor_id in actors:
            found[actor_id].add((kind, word))
    several = {pk: frozenset(own) for pk, own in found.items() if pk >= floor and len(own) >= FEWEST_SHARED}
    return several, floor


def _people(ids: Collection[int], reader: Actor) -> dict[int, Actor]:
    """Return the persons among ``ids`` who still speak here, the reader's own account left out."""
    rows = _present(Actor.objects.filter(pk__in=ids)).exclude(account=reader.account_id)
    return {actor.pk: actor for actor in rows}


def _present(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    return actors.filter(kind=ActorKind.PERSON, domain="", suspended_at=None, left_at=None, account__is_active=True)


def _frequency(key: Key) -> int:
    """Return how many accounts reveal a facet, counted up to the window."""
    revealing = Facet.objects.filter(kind=key[0], word=key[1], actor=OuterRef("pk"))
    accounts = _present(Actor.objects.filter(Exists(revealing))).values_list("account_id", flat=True)
    return len(set(accounts[:WINDOW]))


def _blocked(ids: Iterable[int], viewer: Viewer) -> set[int]:
    """Return those of ``ids`` whom the viewer blocked, or who blocked the viewer."""
    if not viewer.has_blocks:
        return set()
    here = list(ids)
    by_viewer = Block.objects.filter(blocker=viewer.actor_id, blocked__in=here).values_list("blocked_id", flat=True)
    by_them = Block.objects.filter(blocked=viewer.actor_id, blocker__in=here).values_list("blocker_id", flat=True)
    return {*by_viewer, *by_them}
