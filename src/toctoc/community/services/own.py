"""Erase what an actor who left kept for itself."""

from __future__ import annotations

from django.db import transaction

from toctoc.community.models import Ballot, Pin, Roster, RosterMember, Unsent


@transaction.atomic
def forget_own(*, actor_id: int) -> None:
    """Erase drafts, lists, pins, and that the actor took part in polls; their counts stay, for nothing ties them."""
    Unsent.objects.filter(owner=actor_id).delete()
    Roster.objects.filter(owner=actor_id).delete()
    RosterMember.objects.filter(actor=actor_id).delete()
    Pin.objects.filter(actor=actor_id).delete()
    Ballot.objects.filter(actor=actor_id).delete()
