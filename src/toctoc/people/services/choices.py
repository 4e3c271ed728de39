"""Change what an actor chose about how it is followed, found and shown, and how it writes in apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged
from toctoc.people.models import Actor, ActorChoices, FollowRequest
from toctoc.people.policies import may_begin_with
from toctoc.people.rules.audience import parsed_audience
from toctoc.people.rules.fields import ProfileField, kept_fields
from toctoc.people.rules.languages import checked_language
from toctoc.people.services.requests import LET_IN

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen now; ``None`` leaves a choice as it was.

    ``default_audience`` is a word of ``people.rules.audience``, ``default_language`` a code; empty for none.
    """

    approves_followers: bool | None = None
    is_automated: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hides_collections: bool | None = None
    default_audience: str | None = None
    default_sensitive: bool | None = None
    default_language: str | None = None


_OF_ACTOR = ("approves_followers", "is_automated")
_OF_CHOICES = (
    "discoverable",
    "indexable",
    "hides_collections",
    "default_audience",
    "default_sensitive",
    "default_language",
)


@transaction.atomic
def change_choices(*, actor: Actor, chosen: Chosen) -> None:
    """Write down what an actor chose; whoever waits to follow one that approves nobody any more is let in.

    Raises :class:`Invalid` for an audience that the actor does not write to and for a language that is none.
    """
    told = _checked(actor, chosen)
    actor.refresh_from_db(from_queryset=Actor.objects.select_for_update(no_key=True))
    of_actor = {name: told[name] for name in _OF_ACTOR if name in told}
    of_choices = {name: told[name] for name in _OF_CHOICES if name in told}
    for name, value in of_actor.items():
        setattr(actor, name, value)
    if of_actor:
        actor.save(update_fields=list(of_actor))
    if of_choices:
        ActorChoices.objects.update_or_create(actor=actor, defaults=of_choices)
    publish(ActorChanged(actor_id=actor.pk))
    if told.get("approves_followers") is False and FollowRequest.objects.filter(asked=actor).exists():
        enqueue(LET_IN, key=f"{LET_IN} {actor.pk}", actor_id=actor.pk)


def _checked(actor: Actor, chosen: Chosen) -> dict[str, bool | str]:
    told = {name: getattr(chosen, name) for name in (*_OF_ACTOR, *_OF_CHOICES)}
    kept = {name: value for name, value in told.items() if value is not None}
    if language := kept.get("default_language"):
        kept["default_language"] = checked_language(language)
    if audience := kept.get("default_audience"):
        may_begin_with(actor, parsed_audience(audience))
    return kept


@transaction.atomic
def set_fields(*, actor: Actor, fields: Sequence[ProfileField]) -> None:
    """Put these lines on an actor's profile, in their order, instead of those that stand there."""
    kept = kept_fields(fields)
    Actor.objects.select_for_update(no_key=True).get(pk=actor.pk)
    ActorChoices.objects.update_or_create(actor=actor, defaults={"fields": kept})
    publish(ActorChanged(actor_id=actor.pk))


@transaction.atomic
def take_fields(*, actor: Actor) -> list[dict[str, str]]:
    """Take the lines of a profile away for moderation; return them."""
    held = ActorChoices.objects.select_for_update(no_key=True).filter(actor=actor).first()
    if held is None or not held.fields:
        return []
    taken, held.fields = held.fields, []
    held.save(update_fields=["fields"])
    publish(ActorChanged(actor_id=actor.pk))
    return list(taken)


@transaction.atomic
def give_back_fields(*, actor: Actor, fields: list[dict[str, str]]) -> None:
    """Give back the lines that were taken, unless the actor wrote others since, or left."""
    given = ActorChoices.objects.filter(actor=actor, actor__left_at=None, fields=[]).update(fields=fields)
    if given:
        publish(ActorChanged(actor_id=actor.pk))
