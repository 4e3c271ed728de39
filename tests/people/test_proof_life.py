"""The state graph of a proof, walked at random: what holds after every step, whatever the steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.conftest import person
from tests.register_numbers import fictional_rpps
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.kernel import clock, events
from toctoc.kernel.errors import Refused
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks
from toctoc.people.events import ProofMoved
from toctoc.people.models import Actor, Ground, Proof, ProofMove, RegisterHolder
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import proved_institution, viewer_for
from toctoc.people.queries import current_proof
from toctoc.people.rules.audience import STRANGER
from toctoc.people.rules.proof_life import (
    DOUBT,
    GRACE,
    IN_FORCE,
    MOVES,
    OVER,
    VALIDITY,
    State,
    check_move,
    state_by_date,
)
from toctoc.people.rules.registers import national_identifier
from toctoc.people.services.actors import reinstate, suspend
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.leaving import leave
from toctoc.people.services.proofs import (
    Evidence,
    NumberTaken,
    confirm_proof,
    doubt_proof,
    let_time_pass,
    record_proof,
    revoke_proof,
    withdraw_proof,
)

if TYPE_CHECKING:
    from toctoc.people.models import Account

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HANDLES = ("amandier", "bouleau", "clinique")
DIGESTS = [digest_of_number(national_identifier(fictional_rpps(number))) for number in (1, 2)]
WAITS = (timedelta(seconds=1), timedelta(days=1), DOUBT, timedelta(days=200), VALIDITY, VALIDITY + GRACE)


def an_actor(handle: str, life: int = 1) -> Actor:
    actor = person(f"{handle}{life}")
    if handle == "clinique":
        Actor.objects.filter(pk=actor.pk).update(kind=ActorKind.ORGANISATION)
    return actor


class Lives(RuleBasedStateMachine):
    """Two people and a clinic, a moderator, a clock; every example is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.over: dict[int, str] = {}
        self.lives = 1
        self.undo = transaction.atomic()
        self.undo.__enter__()
        with clock.at(self.now):
            self.actors = {handle: an_actor(handle).pk for handle in HANDLES}
            self.moderator = moderator()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def actor(self, handle: str) -> Actor | None:
        return Actor.objects.select_related("account").filter(pk=self.actors[handle]).first()

    # What people, machines and time do

    @rule(
        handle=st.sampled_from(HANDLES),
        number=st.sampled_from([b"", *DIGESTS]),
        days=st.sampled_from([None, 10, 400]),
        rests=st.booleans(),
    )
    def record(self, handle: str, number: bytes, days: int | None, *, rests: bool) -> None:
        actor = self.actor(handle)
        if actor is None:
            return
        with clock.at(self.now):
            evidence = Evidence(
                "hospital" if handle == "clinique" else "doctor",
                number=number,
                expires_at=None if days is None else self.now + timedelta(days=days),
                grounds=(self.actors["clinique"],) if rests and handle != "clinique" else (),
            )
            others = RegisterHolder.objects.filter(digest=number).exclude(actor=actor)
            held = others.exclude(actor=None, kept_until__lte=self.now).exists()
            ground = self.actor("clinique") if evidence.grounds else None
            falls = bool(evidence.grounds) and (
                ground is None or ground.suspended_at is not None or not proved_institution(ground)
            )
            try:
                proof = record_proof(actor=actor, evidence=evidence)
            except Refused:
                assert actor.suspended_at or held or falls
            else:
                assert not actor.suspended_at
                assert not held
                assert not falls
                assert current_proof(actor) == proof

    @rule(handle=st.sampled_from(HANDLES), step=st.sampled_from(["doubt", "confirm", "revoke", "withdraw", "tick"]))
    def step(self, handle: str, step: str) -> None:
        """Take a step with the newest proof, in force or not."""
        proof = Proof.objects.filter(actor=self.actors[handle]).order_by("-id").first()
        if proof is None:
            return
        with clock.at(self.now):
            stands = proof.state in IN_FORCE and proof.ends_at > self.now
            try:
                self.take(step, proof)
            except Refused:
                assert not stands or (step == "confirm" and proof.state != State.DOUBTED)
            else:
                assert stands or step in {"doubt", "tick"}

    def take(self, step: str, proof: Proof) -> None:
        if step == "doubt":
            doubt_proof(proof=proof, because="…")
        elif step == "confirm":
            confirm_proof(proof=proof, decided_by=self.moderator)
        elif step == "revoke":
            revoke_proof(proof=proof, decided_by=self.moderator)
            assert not Proof.objects.filter(grounds__actor=proof.actor_id, state__in=["valid", "grace"]).exists()
        elif step == "withdraw":
            withdraw_proof(proof=proof)
        else:
            let_time_pass(proof=proof)

    @rule(wait=st.sampled_from(WAITS), runs=st.booleans())
    def wait(self, wait: timedelta, *, runs: bool) -> None:
        """Let time pass; the task that tidies behind it may be late."""
        self.now += wait
        if runs:
            with clock.at(self.now):
                tasks.let_proofs_run_out(Work(1, 1, Progress(lambda _done, _total: True)))
                assert not Proof.objects.filter(state__in=IN_FORCE, ends_at__lte=self.now).exists()
                assert not Proof.objects.filter(state=State.VALID, expires_at__lte=self.now).exists()

    @rule(handle=st.sampled_from(HANDLES), back=st.booleans())
    def moderate(self, handle: str, *, back: bool) -> None:
        actor = self.actor(handle)
        if actor is not None:
            with clock.at(self.now):
                (reinstate if back else suspend)(actor=actor)

    @rule(handle=st.sampled_from(HANDLES), suspended=st.booleans())
    def leave(self, handle: str, *, suspended: bool) -> None:
        """Leave, perhaps after a suspension, and come back under another name."""
        self.moderate(handle, back=not suspended)
        actor = self.actor(handle)
        if actor is None:
            return
        self.lives += 1
        numbers = set(RegisterHolder.objects.filter(actor=actor).values_list("digest", flat=True))
        with clock.at(self.now):
            assert actor.account is not None
            leave(account=actor.account, speaking=actor)
            assert not Proof.objects.filter(actor=actor).exists()
            assert not Ground.objects.filter(actor=actor).exists()
            kept = RegisterHolder.objects.filter(digest__in=numbers, actor=None)
            assert kept.count() == (len(numbers) if actor.suspended_at else 0)
            self.actors[handle] = an_actor(handle, self.lives).pk

    # What holds whatever happened

    @invariant()
    def at_most_one_proof_is_in_force_and_the_columns_are_its_own(self) -> None:
        for pk in self.actors.values():
            in_force = Proof.objects.filter(actor=pk, state__in=IN_FORCE)
            assert in_force.count() <= 1
            actor = Actor.objects.filter(pk=pk).first()
            if actor is None:
                continue
            proof = in_force.first()
            columns = (actor.proved_profession or actor.proved_institution, actor.proved_path, actor.proved_until)
            assert columns == ((proof.profession, proof.path, proof.ends_at) if proof else ("", "", None))

    @invariant()
    def doors_are_open_exactly_while_the_proof_lasts(self) -> None:
        with clock.at(self.now):
            for handle in HANDLES:
                actor = self.actor(handle)
                if actor is None:
                    continue
                lasts = Proof.objects.filter(actor=actor, state__in=IN_FORCE, ends_at__gt=self.now).exists()
                viewer = viewer_for(actor, actor.account)
                assert viewer == viewer_of_actor(actor.pk)
                if actor.suspended_at is not None:
                    assert viewer == STRANGER
                else:
                    assert bool(viewer.profession or proved_institution(actor)) == lasts

    @invariant()
    def what_is_over_stays_over(self) -> None:
        states = dict(Proof.objects.values_list("pk", "state"))
        for pk, state in self.over.items():
            assert states.get(pk, state) == state
        self.over |= {pk: state for pk, state in states.items() if state in OVER}

    @invariant()
    def every_step_is_kept_and_is_one_of_the_graph(self) -> None:
        for proof in Proof.objects.all():
            steps = list(ProofMove.objects.filter(proof=proof).order_by("id").values_list("before", "after"))
            assert steps[0] == ("", State.VALID)
            assert steps[-1][1] == proof.state
            for (_, reached), (before, after) in pairwise(steps):
                assert before == reached
                check_move(before, State(after))

    @invariant()
    def an_end_is_never_later_than_it_was_going_to_be(self) -> None:
        for proof in Proof.objects.all():
            assert proof.ends_at <= proof.planned_end
            assert proof.expires_at <= proof.planned_end

    @invariant()
    def a_number_is_kept_for_a_proof_that_lasts_a_suspension_or_a_revocation(self) -> None:
        for holder in RegisterHolder.objects.select_related("actor"):
            if holder.actor is None:
                assert holder.kept_until is not None
                continue
            kept = Proof.objects.filter(actor=holder.actor, state__in=[*IN_FORCE, State.REVOKED])
            assert holder.actor.suspended_at or kept.exists()


def moderator() -> Account:
    account = person("vigie").account
    assert account is not None
    account.is_moderator = True
    account.save()
    return account


def test_whatever_happens_to_proofs_their_rules_hold() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=14,
            stateful_step_count=22,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def held(ruisseau: Actor) -> Proof:
    """A proof by a number."""
    return record_proof(actor=ruisseau, evidence=Evidence("doctor", number=DIGESTS[0]))


def test_a_number_proves_one_actor_until_it_is_withdrawn(held: Proof, avril: Actor) -> None:
    with pytest.raises(NumberTaken):
        record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0]))
    assert not Proof.objects.filter(actor=avril).exists()
    renewed = record_proof(actor=held.actor, evidence=Evidence("doctor", number=DIGESTS[0]))
    withdraw_proof(proof=renewed)
    assert record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0])).state == State.VALID


def test_a_number_is_free_once_its_proof_ran_out(held: Proof, avril: Actor) -> None:
    with clock.at(held.ends_at):
        let_time_pass(proof=held)
        assert record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0])).state == State.VALID


def test_neither_a_revocation_nor_a_suspension_frees_a_number(held: Proof, avril: Actor, vigie: Account) -> None:
    suspend(actor=held.actor)
    with clock.at(held.ends_at):
        let_time_pass(proof=held)
        with pytest.raises(NumberTaken):
            record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0]))
        reinstate(actor=Actor.objects.get(pk=held.actor_id))
        record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0]))
        revoke_proof(proof=Proof.objects.get(actor=avril), decided_by=vigie)
        with pytest.raises(NumberTaken):
            record_proof(actor=held.actor, evidence=Evidence("doctor", number=DIGESTS[0]))


def test_a_replaced_proof_keeps_its_number_from_others(held: Proof, avril: Actor) -> None:
    record_proof(actor=held.actor, evidence=Evidence("doctor"))
    with pytest.raises(NumberTaken):
        record_proof(actor=avril, evidence=Evidence("doctor", number=DIGESTS[0]))


@pytest.mark.parametrize("step", ["confirm", "revoke", "withdraw"])
def test_what_ended_a_second_ago_cannot_be_brought_back(ruisseau: Actor, vigie: Account, step: str) -> None:
    proof = Proof.objects.get(actor=ruisseau)
    doubt_proof(proof=proof, because="…")
    ends_at = clock.now() + DOUBT + timedelta(minutes=1)
    steps = {
        "confirm": lambda: confirm_proof(proof=proof, decided_by=vigie),
        "revoke": lambda: revoke_proof(proof=proof, decided_by=vigie),
        "withdraw": lambda: withdraw_proof(proof=proof),
    }
    # The task that would say so has not run yet.
    with clock.at(ends_at), pytest.raises(Refused):
        steps[step]()
    with clock.at(ends_at):
        assert viewer_for(Actor.objects.get(pk=ruisseau.pk)).profession == ""


def test_what_rests_on_a_lost_word_is_doubted_and_no_more_can_rest_on_it(
    ruisseau: Actor, carrelet: Actor, avril: Actor, vigie: Account
) -> None:
    resting = record_proof(actor=avril, evidence=Evidence("doctor", grounds=(ruisseau.pk, carrelet.pk)))
    revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    resting.refresh_from_db()
    assert (resting.state, resting.ends_at - clock.now() <= DOUBT) == (State.DOUBTED, True)
    with pytest.raises(Refused):
        record_proof(actor=avril, evidence=Evidence("doctor", grounds=(ruisseau.pk, carrelet.pk)))
    with pytest.raises(Refused):
        record_proof(actor=ruisseau, evidence=Evidence("doctor", grounds=(ruisseau.pk,)))
    confirm_proof(proof=resting, decided_by=vigie)
    resting.refresh_from_db()
    assert (resting.state, resting.ends_at) == (State.VALID, resting.planned_end)
    suspend(actor=ruisseau)
    resting.refresh_from_db()
    assert resting.state == State.DOUBTED


def test_steps_are_told_once_the_columns_say_what_they_led_to(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch, vigie: Account
) -> None:
    seen: list[tuple[str, str]] = []

    def look(event: ProofMoved) -> None:
        seen.append((event.after, Actor.objects.get(pk=ruisseau.pk).proved_profession))

    monkeypatch.setitem(events._subscribers, ProofMoved, [look])
    renewed = record_proof(actor=ruisseau, evidence=Evidence("nurse"))
    revoke_proof(proof=renewed, decided_by=vigie)
    assert seen == [("replaced", "nurse"), ("valid", "nurse"), ("revoked", "")]


def test_the_graph_says_where_dates_put_a_proof() -> None:
    ends = START + GRACE
    assert state_by_date(START, ends, START - timedelta(microseconds=1)) == State.VALID
    assert state_by_date(START, ends, START) == State.GRACE
    assert state_by_date(START, ends, ends) == State.ENDED
    assert all(not MOVES[state] for state in OVER)
    for state in OVER:
        with pytest.raises(Refused):
            check_move(state, State.VALID)
