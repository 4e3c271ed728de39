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
from toctoc.people.policies import is_under_suspension, may_be_ground, may_be_proved, may_decide_on
from toctoc.people.rules.paths import BY_OPERATOR
from toctoc.people.rules.professions import INSTITUTIONS, check_provable
from toctoc.people.rules.proof_life import (
    DOUBT,
    GRACE,
    IN_FORCE,
    VALIDITY,
    State,
    check_move,
    state_by_date,
)
from toctoc.people.services.locks import locked, read_again, resting_on, standing

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account

GROUND_LOST = "Une personne sur qui cette preuve repose a perdu la sienne."


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
    number; ``grounds`` are the actors on whose word it rests: each must stand at this moment.
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

    ``deciders`` are the moderators who decided, at most two; none when a machine or the operator did.
    Raises :class:`Refused` for a suspended actor, for somebody who may not decide on it and when a ground does not
    stand, :class:`NumberTaken`, and :class:`Invalid` for an unknown profession, a
    specialty of another, or a date that has passed.
    """
    actor = locked(actor.pk, *evidence.grounds)
    may_be_proved(actor)
    may_decide_on(actor, *deciders)
    _check(actor, evidence)
    if evidence.number:
        _hold_number(actor, evidence.number)
    moves = [_move(earlier, _put_aside(earlier)) for earlier in _in_force(actor)]
    proof = _written(actor, evidence, deciders)
    _settle(actor, *moves, ProofMoved(proof.pk, "", proof.state))
    return proof


@transaction.atomic
def revoke_proof(*, proof: Proof, decided_by: Account, reason: Cleared | None = None) -> None:
    """Take a proof back at once; what it opened closes with the next request, and what rests on it is doubted.

    Raises :class:`Refused` for somebody who may not decide on it, and for a proof that is over.
    """
    proof = standing(proof, *resting_on(proof.actor_id))
    may_decide_on(proof.actor, decided_by)
    Proof.objects.filter(pk=proof.pk).update(revoked_at=clock.now())
    _settle(proof.actor, _move(proof, State.REVOKED, decided_by, reason.text if reason else ""))
    doubt_what_rests_on(proof.actor)


@transaction.atomic
def withdraw_proof(*, proof: Proof) -> None:
    """Take a proof back for its holder, and let the number prove another actor; raises :class:`Refused` when over."""
    proof = standing(proof)
    _settle(proof.actor, _move(proof, State.WITHDRAWN))


@transaction.atomic
def confirm_proof(*, proof: Proof, decided_by: Account, reason: Cleared | None = None) -> None:
    """End the doubt on a proof; raises :class:`Refused` as :func:`revoke_proof` does, or without a doubt."""
    proof = standing(proof)
    may_decide_on(proof.actor, decided_by)
    if proof.state != State.DOUBTED:
        raise Refused("Cette preuve n’est pas en réexamen.")
    Proof.objects.filter(pk=proof.pk).update(ends_at=F("planned_end"))
    after = state_by_date(proof.expires_at, proof.planned_end, clock.now())
    _settle(proof.actor, _move(proof, after, decided_by, reason.text if reason else ""))


@transaction.atomic
def doubt_proof(*, proof: Proof, because: str) -> None:
    """Put a proof under review: it ends after a fortnight unless somebody confirms it.

    ``because`` is a sentence of ours, a translation key. One that is over, or doubted already, stays so.
    """
    actor = locked(proof.actor_id)
    proof = read_again(proof, actor)
    if proof.state not in {State.VALID, State.GRACE} or proof.ends_at <= clock.now():
        return
    Proof.objects.filter(pk=proof.pk).update(ends_at=min(proof.planned_end, clock.now() + DOUBT))
    _settle(actor, _move(proof, State.DOUBTED, None, because))


@transaction.atomic
def doubt_what_rests_on(actor: Actor) -> None:
    """Doubt every proof that rests on the word of ``actor``, which lost what that word was worth."""
    locked(actor.pk, *resting_on(actor.pk))
    resting = Proof.objects.filter(grounds__actor=actor, state__in=[State.VALID, State.GRACE])
    for proof in list(resting.order_by("pk")):
        doubt_proof(proof=proof, because=GROUND_LOST)


@transaction.atomic
def let_time_pass(*, proof: Proof) -> None:
    """Move a proof where its dates put it; policies closed what it opened at the second."""
    actor = locked(proof.actor_id)
    proof = read_again(proof, actor)
    if proof.state not in IN_FORCE:
        return
    after = state_by_date(proof.expires_at, proof.ends_at, clock.now())
    if after == State.ENDED or (proof.state == State.VALID and after == State.GRACE):
        _settle(actor, _move(proof, after))


@transaction.atomic
def end_proof(*, proof: Proof, because: str) -> None:
    """End a proof that its source stands by no longer; ``because`` is a sentence of ours. One that is over stays so."""
    actor = locked(proof.actor_id, *resting_on(proof.actor_id))
    proof = read_again(proof, actor)
    if proof.state in IN_FORCE:
        _settle(actor, _move(proof, State.ENDED, None, because))
        doubt_what_rests_on(actor)


@transaction.atomic
def put_end_off(*, proof: Proof, ends_at: datetime) -> None:
    """Let a proof last until ``ends_at``, for its source still stands by it; one in doubt, or over, keeps its end."""
    actor = locked(proof.actor_id)
    proof = read_again(proof, actor)
    if proof.state == State.VALID and proof.ends_at > clock.now():
        Proof.objects.filter(pk=proof.pk).update(expires_at=ends_at, ends_at=ends_at, planned_end=ends_at)
        _settle(actor)


@transaction.atomic
def remind_of_end(*, proof: Proof) -> None:
    """Say once that a proof reaches its date soon."""
    told = Proof.objects.filter(pk=proof.pk, reminded_at=None, state=State.VALID).update(reminded_at=clock.now())
    if told:
        publish(ProofEndsSoon(proof.pk))


@transaction.atomic
def free_numbers(*, actor: Actor) -> None:
    """Let the numbers of an actor that proves nothing prove another.

    Not so once moderation took a proof of it back, or suspended it or another actor of its account: a new name is no
    way round either, nor is proving once more, in any way, and withdrawing that. Nor for a number that is kept because
    its account left under a suspension.
    """
    kept = Proof.objects.filter(actor=actor, state__in=[State.REVOKED, *IN_FORCE]).exists()
    if not kept and not is_under_suspension(actor):
        RegisterHolder.objects.filter(actor=actor, kept_until=None).delete()


def _check(actor: Actor, evidence: Evidence) -> None:
    check_provable(actor.kind, evidence.profession, evidence.specialty)
    if evidence.expires_at is not None and evidence.expires_at <= clock.now():
        raise Invalid("La date de fin doit être à venir.", field="expires_at")
    known_grounds = Actor.objects.in_bulk(evidence.grounds)
    for ground in evidence.grounds:
        may_be_ground(known_grounds.get(ground), actor)


def _written(actor: Actor, evidence: Evidence, deciders: tuple[Account, ...]) -> Proof:
    """Write a new proof, what it rests on, and its first step."""
    now = clock.now()
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
    Ground.objects.bulk_create([Ground(proof=proof, actor_id=ground) for ground in dict.fromkeys(evidence.grounds)])
    ProofMove.objects.create(proof=proof, after=proof.state, moved_by=first, moved_at=now)
    return proof


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


def _put_aside(proof: Proof) -> State:
    """Return where a newer proof puts this one; its end may have come a moment before the task that says so."""
    return State.REPLACED if proof.ends_at > clock.now() else State.ENDED


def _move(proof: Proof, after: State, moved_by: Account | None = None, why: str = "") -> ProofMoved:
    """Take one step of the graph and keep it; return what :func:`_settle` will tell."""
    check_move(proof.state, after)
    before, proof.state = proof.state, after
    Proof.objects.filter(pk=proof.pk).update(state=after)
    ProofMove.objects.create(proof=proof, before=before, after=after, moved_by=moved_by, reason=why)
    return ProofMoved(proof.pk, before, after)


def _settle(actor: Actor, *moves: ProofMoved) -> None:
    """Put the proof in force into the actor's columns, free a number that proves nothing, and tell.

    The steps are told when the rows say what they led to.
    """
    lasting = Proof.objects.filter(actor=actor, state__in=IN_FORCE, ends_at__gt=clock.now())
    newest = lasting.order_by("-decided_at", "-id").first()
    if newest is None:
        free_numbers(actor=actor)
    _show(actor, newest)
    for told in (*moves, StandingChanged(actor_id=actor.pk), ActorChanged(actor_id=actor.pk)):
        publish(told)


def _show(actor: Actor, proof: Proof | None) -> None:
    """Copy a proof, or that there is none, into the columns that reads use."""
    is_institution = proof is not None and proof.profession in INSTITUTIONS
    profession, specialty = (proof.profession, proof.specialty) if proof else ("", "")
    actor.proved_profession = "" if is_institution else profession
    actor.proved_specialty = "" if is_institution else specialty
    actor.proved_institution = profession if is_institution else ""
    actor.proved_until = proof.ends_at if proof else None
    actor.proved_path = proof.path if proof else ""
    actor.proved_since = timezone.localdate(proof.decided_at) if proof else None
    if actor.proved_profession:
        _declare_proved(actor)
    actor.save(
        update_fields=[
            "profession",
            "specialty",
            "proved_profession",
            "proved_specialty",
            "proved_institution",
            "proved_until",
            "proved_path",
            "proved_since",
        ]
    )


def _declare_proved(actor: Actor) -> None:
    # A specialty that was only declared stays so beside the proved profession, unless it was another's.
    declared = actor.specialty if actor.profession == actor.proved_profession else ""
    actor.profession, actor.specialty = actor.proved_profession, actor.proved_specialty or declared
