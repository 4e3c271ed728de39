"""Consent per purpose and version: given, withdrawn with effect, ended when its text changes (GDPR, article 7)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.policies import may_speak
from toctoc.privacy.events import ConsentWithdrawn
from toctoc.privacy.models import Consent
from toctoc.privacy.rules.purposes import PURPOSES

BATCH = 500


@transaction.atomic
def give(*, actor: Actor, purpose: str) -> Consent:
    """Agree to a purpose as its text stands; agreeing twice changes nothing. Raises :class:`Missing` for none."""
    told = PURPOSES.get(purpose)
    if told is None:
        raise Missing
    may_speak(actor)
    hold(actor)
    held = Consent.objects.filter(actor=actor, purpose=purpose, withdrawn_at=None).first()
    if held is not None and held.version == told.version:
        return held
    if held is not None:
        _end(held)
    return Consent.objects.create(actor=actor, purpose=purpose, version=told.version)


@transaction.atomic
def withdraw(*, actor: Actor, purpose: str) -> None:
    """Take an agreement back: rooms stop at once what rested on it. Doing it twice changes nothing."""
    if purpose not in PURPOSES:
        raise Missing
    # Before the rows are read: one that is given meanwhile would stand, and what rests on it be gone.
    hold(actor)
    for consent in list(Consent.objects.filter(actor=actor, purpose=purpose, withdrawn_at=None)):
        _end(consent)
        publish(ConsentWithdrawn(actor_id=actor.pk, purpose=purpose))


def hold(actor: Actor) -> None:
    """Be alone to change what an actor agrees to, until the end of the transaction.

    Rooms that change what rests on a consent call this before they touch their own rows: all wait in one order.
    """
    if not Actor.objects.select_for_update(no_key=True).filter(pk=actor.pk).exists():
        raise Missing


def holds(actor: Actor, purpose: str) -> bool:
    """Tell whether an actor agrees to a purpose as its text stands now."""
    version = PURPOSES[purpose].version
    return Consent.objects.filter(actor=actor, purpose=purpose, version=version, withdrawn_at=None).exists()


@transaction.atomic
def end_outdated(*, most: int = BATCH) -> int:
    """End consents to texts that changed, with their effect; return how many. People may agree to the new text."""
    older = Q()
    for purpose in PURPOSES.values():
        older |= Q(purpose=purpose.slug, version__lt=purpose.version)
    if not older:
        return 0
    rows = Consent.objects.filter(older, withdrawn_at=None).order_by("pk")
    found = {consent.pk: consent.actor_id for consent in rows[:most]}
    list(Actor.objects.select_for_update(no_key=True).filter(pk__in=found.values()).order_by("pk").values_list("pk"))
    # Taken back meanwhile, by whoever held its actor before.
    outdated = list(rows.filter(pk__in=found))
    for consent in outdated:
        _end(consent)
        publish(ConsentWithdrawn(actor_id=consent.actor_id, purpose=consent.purpose))
    return len(outdated)


def _end(consent: Consent) -> None:
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
