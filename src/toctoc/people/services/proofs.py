"""Record and revoke proofs of a profession."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged, StandingChanged
from toctoc.people.models import Proof
from toctoc.people.models.proof import ProofPath
from toctoc.people.policies import may_record_proofs
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor

# A year: long enough not to be a chore, short enough to notice who left the profession.
VALIDITY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a proof says: which profession and specialty (slugs), how, until when (default: a year)."""

    profession: str
    specialty: str = ""
    path: ProofPath = ProofPath.BY_HAND
    expires_at: datetime | None = None


@transaction.atomic
def record_proof(*, actor: Actor, evidence: Evidence, decided_by: Account) -> Proof:
    """Record that ``decided_by`` saw what proves the actor's profession.

    Raises :class:`Refused` for somebody who does not moderate, :class:`Invalid` for an unknown profession
    or a date that has passed.
    """
    may_record_proofs(decided_by)
    return record_decided_proof(actor=actor, evidence=evidence, decided_by=decided_by)


@transaction.atomic
def record_decided_proof(*, actor: Actor, evidence: Evidence, decided_by: Account | None) -> Proof:
    """Write a proof whose decision was taken elsewhere (a proof path, the operator's command line)."""
    if evidence.profession not in PROFESSIONS:
        raise Invalid("Cette profession n’est pas dans la liste.", field="profession")
    if evidence.specialty and evidence.specialty not in SPECIALTIES:
        raise Invalid("Cette spécialité n’est pas dans la liste.", field="specialty")
    decided_at = clock.now()
    expires_at = evidence.expires_at or decided_at + VALIDITY
    if expires_at <= decided_at:
        raise Invalid("La date de fin doit être à venir.", field="expires_at")
    proof = Proof.objects.create(
        actor=actor,
        profession=evidence.profession,
        specialty=evidence.specialty,
        path=evidence.path,
        decided_by=decided_by,
        decided_at=decided_at,
        expires_at=expires_at,
    )
    _copy_to_actor(actor)
    return proof


@transaction.atomic
def revoke_proof(*, proof: Proof, decided_by: Account) -> None:
    """Take a proof back at once; what it opened closes with the next request."""
    may_record_proofs(decided_by)
    proof.revoked_at = clock.now()
    proof.save(update_fields=["revoked_at"])
    _copy_to_actor(proof.actor)


@transaction.atomic
def let_run_out(*, actor: Actor) -> None:
    """Take the seal off an actor whose proof has run out; what it opened was closed to the second by policies."""
    _copy_to_actor(actor)


def _copy_to_actor(actor: Actor) -> None:
    """Put the newest valid proof into the actor's columns, and tell who shows or checks it."""
    lasting = Proof.objects.filter(actor=actor, revoked_at=None, expires_at__gt=clock.now())
    newest = lasting.order_by("-expires_at", "-id").first()
    actor.proved_profession = newest.profession if newest else ""
    actor.proved_until = newest.expires_at if newest else None
    fields = ["proved_profession", "proved_until"]
    if newest:
        actor.profession, actor.specialty = newest.profession, newest.specialty or actor.specialty
        fields += ["profession", "specialty"]
    actor.save(update_fields=fields)
    publish(StandingChanged(actor_id=actor.pk))
    publish(ActorChanged(actor_id=actor.pk))
