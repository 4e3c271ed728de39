"""What is asked about proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from toctoc.kernel import clock
from toctoc.people.policies import proved_institution, proved_profession
from toctoc.people.rules.proof_life import GRACE, IN_FORCE, REMINDER
from toctoc.proofs.models import TakenNumbers

if TYPE_CHECKING:
    from datetime import date, datetime

    from toctoc.people.models import Actor, Proof


def lasts(proof: Proof) -> bool:
    """Tell whether a proof opens doors at this moment."""
    return proof.state in IN_FORCE and proof.ends_at > clock.now()


def numbers_already_taken(since: date) -> int:
    """Return how often, since a day, somebody's number already proved another actor: who, no row says."""
    return TakenNumbers.objects.filter(day__gte=since).aggregate(total=Sum("count"))["total"] or 0


def ends_soon(actor: Actor) -> datetime | None:
    """Return when what the actor proved closes, if it is time to renew; of its own columns, without a statement."""
    until = actor.proved_until
    if until is None or not (proved_profession(actor) or proved_institution(actor)):
        return None
    return until if until - clock.now() <= REMINDER + GRACE else None
