"""The rows that proofs leave behind, for the bulk performer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone

from toctoc.config.world.rows import BATCH
from toctoc.people.models import Ground, Proof, ProofMove
from toctoc.people.rules.proof_life import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from toctoc.config.world.plan import Person, Plan, Proved


class Standing(TypedDict):
    """The columns of an actor that say what it proved."""

    proved_profession: str
    proved_specialty: str
    proved_institution: str
    proved_until: datetime | None
    proved_path: str
    proved_since: date | None


def standing_of(person: Person, end: datetime) -> Standing:
    """Return what an actor's columns say at the end of the plan."""
    newest = person.proofs[-1] if person.stands_at(end) else None
    return Standing(
        proved_profession=person.profession if newest else "",
        proved_specialty=person.specialty if newest else "",
        proved_institution=person.institution if newest else "",
        proved_until=newest.until if newest else None,
        proved_path=newest.path if newest else "",
        proved_since=timezone.localdate(newest.since) if newest else None,
    )


def write_proofs(plan: Plan, actor_ids: Mapping[int, int]) -> None:
    """Write every proof with its steps, and on whose word it rests."""
    planned = [(person, number) for person in plan.people for number in range(len(person.proofs))]
    proofs = [_proof(person, number, plan.end, actor_ids) for person, number in planned]
    Proof.objects.bulk_create(proofs, batch_size=BATCH)
    made = [(proof, person, number) for proof, (person, number) in zip(proofs, planned, strict=True)]
    ProofMove.objects.bulk_create(
        (move for proof, person, number in made for move in _moves(proof, person.proofs, number)), batch_size=BATCH
    )
    Ground.objects.bulk_create(
        (
            Ground(proof=proof, actor_id=actor_ids[ground.number])
            for proof, person, number in made
            for ground in person.proofs[number].grounds
        ),
        batch_size=BATCH,
    )


def _proof(person: Person, number: int, end: datetime, actor_ids: Mapping[int, int]) -> Proof:
    planned = person.proofs[number]
    last = State.VALID if planned.until > end else State.ENDED
    return Proof(
        actor_id=actor_ids[person.number],
        profession=person.profession or person.institution,
        specialty=person.specialty,
        path=planned.path,
        state=State.REPLACED if number + 1 < len(person.proofs) else last,
        decided_at=planned.since,
        expires_at=planned.until,
        ends_at=planned.until,
        planned_end=planned.until,
    )


def _moves(proof: Proof, planned: list[Proved], number: int) -> Iterator[ProofMove]:
    yield ProofMove(proof=proof, after=State.VALID, moved_at=proof.decided_at)
    if proof.state == State.REPLACED:
        moment = planned[number + 1].since
    elif proof.state == State.ENDED:
        moment = proof.ends_at
    else:
        return
    yield ProofMove(proof=proof, before=State.VALID, after=proof.state, moved_at=moment)
