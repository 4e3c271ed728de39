"""Record proofs and take them through their life: the only writer of what an actor proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.events import publish
from toctoc.people.events import ActorChanged, ProofEndsSoon, ProofMoved, StandingChanged
from toctoc.people.models import Actor, Ground, Proof, ProofMove, RegisterHolder
from toctoc.people.policies import may_be_proved, may_record_proofs
from toctoc.people.rules.paths import BY_OPERATOR
from toctoc.people.rules.professions import INSTITUTIONS, PROFESSIONS, SPECIALTIES
from toctoc.people.rules.proof_life import (
    DOUBT,
    GRACE,
    IN_FORCE,
    VALIDITY,
    State,
    check_move,
    state_by_date,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Account


class NumberTaken(Refused):
    """The register number already proves another actor."""

    def __init__(self) -> None:
        super().__init__(
            "Ce titulaire a déjà prouvé sa profession ici, sous un autre nom. "
            "Retirez d’abord la preuve de l’autre acteur, ou écrivez à la modération."
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a proof says and rests on.

    ``profession`` and ``specialty`` are slugs; ``path`` one of ``rules.paths``; ``expires_at`` ends the proof at that
    very moment (by default it lasts a year and then has a fortnight's grace); ``number`` is the digest of a register
    number; ``grounds`` are the actors on whose word it rests.
    """

    profession: str
    specialty: str = ""
    path: str = BY_OPERATOR
    expires_at: datetime | None = None
    number: bytes = b""
    grounds: tuple[int, ...] = ()


@transaction.atomic
def record_proof(*, actor: Actor, evidence: Evidence, deciders: tuple[Account, ...] = ()) -> Proof:
    """Record what a way of proving, or the operator, established; it replaces what the actor proved before.

    ``deciders`` are the people who decided, at most two; none when a machine did.
    Raises :class:`Refused` for a suspended actor, :class:`NumberTaken`, and :class:`Invalid` for an unknown
    profession or a date that has passed.
    """
    actor = Actor.objects.select_for_update().get(pk=actor.pk)
    may_be_proved(actor)
    _check(actor, evidence)
    now = clock.now()
    if evidence.number:
        _hold_number(actor, evidence.number)
    for earlier in _in_force(actor):
        _move(earlier, State.REPLACED)
    first, second = (*deciders, None, None)[:2]
    expires_at = evidence.expires_at or now + VALIDITY
    ends_at = evidence.expires_at or expires_at + GRACE
    proof = Proof.objects.create(
        actor=actor,
        profession=evidence.profession,
        specialty=evidence.specialty,
        path=evidence.path,
        decided_by=first,
        confirmed_by=second,
        decided_at=now,
        expires_at=expires_at,
        ends_at=ends_at,
        planned_end=ends_at,
    )
    Ground.objects.bulk_create([Ground(proof=proof, actor_id=ground) for ground in evidence.grounds])
    ProofMove.objects.create(proof=proof, after=proof.state, moved_by=first)
    publish(ProofMoved(proof.pk, "", proof.state))
    _copy_to_actor(actor)
    return proof


@transaction.atomic
def revoke_proof(*, proof: Proof, decided_by: Account, reason: str = "") -> None:
    """Take a proof back at once; what it opened closes with the next request, and what rests on it is doubted.

    Raises :class:`Refused` for somebody who does not moderate, and for a proof that is over.
    """
    may_record_proofs(decided_by)
    _end(proof, State.REVOKED, decided_by, reason)


@transaction.atomic
def withdraw_proof(*, proof: Proof) -> None:
    """Take a proof back for its holder, and let the number prove another actor; raises :class:`Refused` when over."""
    _end(proof, State.WITHDRAWN, None, "")


@transaction.atomic
def confirm_proof(*, proof: Proof, decided_by: Account, reason: str = "") -> None:
    """End the doubt on a proof; raises :class:`Refused` as :func:`revoke_proof` does, or without a doubt."""
    may_record_proofs(decided_by)
    proof = _locked(proof)
    if proof.state != State.DOUBTED:
        raise Refused("Cette preuve n’est pas en réexamen.")
    Proof.objects.filter(pk=proof.pk).update(ends_at=F("planned_end"))
    _move(proof, state_by_date(proof.expires_at, proof.planned_end, clock.now()), decided_by, reason)
    _copy_to_actor(proof.actor)


@transaction.atomic
def doubt_proof(*, proof: Proof, reason: str) -> None:
    """Put a proof under review: it ends after a fortnight unless somebody confirms it; one that is over stays so."""
    proof = _locked(proof)
    if proof.state not in {State.VALID, State.GRACE}:
        return
    Proof.objects.filter(pk=proof.pk).update(ends_at=min(proof.planned_end, clock.now() + DOUBT))
    _move(proof, State.DOUBTED, None, reason)
    _copy_to_actor(proof.actor)


def doubt_what_rests_on(actor: Actor) -> None:
    """Doubt every proof that rests on the word of ``actor``, which lost what that word was worth."""
    resting = Proof.objects.filter(grounds__actor=actor, state__in=[State.VALID, State.GRACE])
    for proof in list(resting.order_by("pk")):
        doubt_proof(proof=proof, reason="Une personne sur qui cette preuve repose a perdu la sienne.")


@transaction.atomic
def let_time_pass(*, proof: Proof) -> None:
    """Move a proof where its dates put it; policies closed what it opened at the second."""
    proof, now = _locked(proof), clock.now()
    if proof.state not in IN_FORCE:
        return
    after = state_by_date(proof.expires_at, proof.ends_at, now)
    if after != proof.state and (proof.state != State.DOUBTED or after == State.ENDED):
        _move(proof, after)
    _copy_to_actor(proof.actor)


@transaction.atomic
def remind_of_end(*, proof: Proof) -> None:
    """Say once that a proof reaches its date soon."""
    told = Proof.objects.filter(pk=proof.pk, reminded_at=None, state=State.VALID).update(reminded_at=clock.now())
    if told:
        publish(ProofEndsSoon(proof.pk))


def _check(actor: Actor, evidence: Evidence) -> None:
    known = INSTITUTIONS if actor.kind == "organisation" else PROFESSIONS
    if evidence.profession not in known:
        raise Invalid("Cette profession n’est pas dans la liste.", field="profession")
    if evidence.specialty and evidence.specialty not in SPECIALTIES:
        raise Invalid("Cette spécialité n’est pas dans la liste.", field="specialty")
    if evidence.expires_at is not None and evidence.expires_at <= clock.now():
        raise Invalid("La date de fin doit être à venir.", field="expires_at")


def _hold_number(actor: Actor, digest: bytes) -> None:
    """Let a number prove this actor alone; of two that ask at once, the second is refused."""
    RegisterHolder.objects.filter(digest=digest, actor=None, kept_until__lte=clock.now()).delete()
    held = RegisterHolder.objects.filter(digest=digest).first()
    if held is None:
        try:
            with transaction.atomic():
                RegisterHolder.objects.create(digest=digest, actor=actor)
        except IntegrityError:
            raise NumberTaken from None
    elif held.actor_id != actor.pk:
        raise NumberTaken


def _in_force(actor: Actor) -> list[Proof]:
    return list(Proof.objects.select_for_update().filter(actor=actor, state__in=IN_FORCE).order_by("pk"))


def _locked(proof: Proof) -> Proof:
    return Proof.objects.select_for_update(of=("self",)).select_related("actor").get(pk=proof.pk)


def _end(proof: Proof, after: State, decided_by: Account | None, reason: str) -> None:
    proof = _locked(proof)
    _move(proof, after, decided_by, reason)
    _copy_to_actor(proof.actor)
    if after == State.REVOKED:
        Proof.objects.filter(pk=proof.pk).update(revoked_at=clock.now())
        doubt_what_rests_on(proof.actor)


def _move(proof: Proof, after: State, moved_by: Account | None = None, reason: str = "") -> None:
    """Take one step of the graph, keep it, and tell."""
    check_move(proof.state, after)
    before, proof.state = proof.state, after
    Proof.objects.filter(pk=proof.pk).update(state=after)
    ProofMove.objects.create(proof=proof, before=before, after=after, moved_by=moved_by, reason=reason)
    publish(ProofMoved(proof.pk, before, after))


def _copy_to_actor(actor: Actor) -> None:
    """Put the proof in force into the actor's columns, free a number that proves nothing, and tell who shows it."""
    lasting = Proof.objects.filter(actor=actor, state__in=IN_FORCE, ends_at__gt=clock.now())
    newest = lasting.order_by("-decided_at", "-id").first()
    is_institution = newest is not None and newest.profession in INSTITUTIONS
    actor.proved_profession = newest.profession if newest and not is_institution else ""
    actor.proved_institution = newest.profession if newest and is_institution else ""
    actor.proved_until = newest.ends_at if newest else None
    actor.proved_path = newest.path if newest else ""
    actor.proved_since = timezone.localdate(newest.decided_at) if newest else None
    fields = ["proved_profession", "proved_institution", "proved_until", "proved_path", "proved_since"]
    if newest and not is_institution:
        actor.profession, actor.specialty = newest.profession, newest.specialty or actor.specialty
        fields += ["profession", "specialty"]
    actor.save(update_fields=fields)
    if newest is None:
        _free_number(actor)
    publish(StandingChanged(actor_id=actor.pk))
    publish(ActorChanged(actor_id=actor.pk))


def _free_number(actor: Actor) -> None:
    """Let the number prove another actor, unless moderation took the last proof back or suspended the actor."""
    last = Proof.objects.filter(actor=actor).order_by("-decided_at", "-id").first()
    if actor.suspended_at is None and (last is None or last.state != State.REVOKED):
        RegisterHolder.objects.filter(actor=actor).delete()
