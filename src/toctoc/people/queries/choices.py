"""What actors chose, and what they keep about others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.models import Actor, ActorChoices, ActorNote, DomainBlock, Endorsement
from toctoc.people.queries.ties import not_blocked_either_way

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

MOST_ENDORSED = 50


def choices_of(actor: Actor) -> ActorChoices:
    """Return what an actor chose; one that chose nothing has an empty form, which is not stored."""
    # By hand: each request that writes asks.
    found = ActorChoices.objects.raw("SELECT * FROM people_actorchoices WHERE actor_id = %s", [actor.pk])
    return next(iter(found), None) or ActorChoices(actor=actor)


def choices_among(actors: list[Actor]) -> dict[int, ActorChoices]:
    """Return what each of some actors chose, by its id: one statement, whatever their number."""
    found = ActorChoices.objects.in_bulk([actor.pk for actor in actors])
    return {actor.pk: found.get(actor.pk) or ActorChoices(actor=actor) for actor in actors}


def note_about(owner: Actor, subject_id: int) -> str:
    """Return what ``owner`` keeps about somebody for itself; empty for nothing."""
    return ActorNote.objects.filter(owner=owner, subject=subject_id).values_list("text", flat=True).first() or ""


def endorsed_by(endorser: Actor, viewer: Viewer) -> list[Actor]:
    """Return whom an actor puts forward, the last first, without those who have nothing to do with the viewer."""
    rows = Endorsement.objects.filter(endorser=endorser).order_by("-id").values_list("endorsed", flat=True)
    ids = list(rows[:MOST_ENDORSED])
    shown = Actor.objects.speaking().filter(not_blocked_either_way(viewer, "pk")).in_bulk(ids)
    return [shown[actor_id] for actor_id in ids if actor_id in shown]


def is_endorsing(endorser_id: int, endorsed_id: int) -> bool:
    """Tell whether one actor puts another forward."""
    return Endorsement.objects.filter(endorser=endorser_id, endorsed=endorsed_id).exists()


def domains_blocked_by(actor: Actor, asked: Cut) -> Page[DomainBlock]:
    """Return the servers that an actor refuses, the last first."""
    rows = DomainBlock.objects.filter(actor=actor).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda each: each.pk)
