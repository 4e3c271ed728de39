"""Somebody who lost a seal, or was suspended, wants one again under another name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, signed_in
from tests.register_numbers import fictional_rpps
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor
from toctoc.people.queries import leaving_actors
from toctoc.people.rules.registers import national_identifier
from toctoc.people.services.actors import Portrait, make_actor, suspend
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.leaving import begin_erasing, leave
from toctoc.people.services.proofs import (
    Evidence,
    NumberTaken,
    let_time_pass,
    record_proof,
    revoke_proof,
    withdraw_proof,
)
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from toctoc.people.models import Proof

pytestmark = pytest.mark.django_db

NUMBER = digest_of_number(national_identifier(fictional_rpps(41)))


def proved_by_number(actor: Actor) -> Proof:
    return record_proof(actor=actor, evidence=Evidence("doctor", number=NUMBER))


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


def other_actor(actor: Actor, handle: str = "pleiade") -> Actor:
    return make_actor(account=actor.account, handle=handle, portrait=Portrait(clear_line(handle), clear("")))


def is_held() -> bool:
    """Tell whether the number is refused to somebody who comes back under another name."""
    try:
        proved_by_number(person("revenant"))
    except NumberTaken:
        return True
    return False


def test_a_revoked_number_is_not_freed_by_proving_once_more_and_withdrawing(dehors: Actor, vigie: Account) -> None:
    revoke_proof(proof=proved_by_number(dehors), decided_by=vigie)
    withdraw_proof(proof=proved_by_number(dehors))
    assert is_held()


def test_nor_by_another_way_that_needs_no_number(dehors: Actor, vigie: Account) -> None:
    revoke_proof(proof=proved_by_number(dehors), decided_by=vigie)
    proof = record_proof(actor=dehors, evidence=Evidence("doctor", path="peers"))
    with clock.at(proof.ends_at + timedelta(seconds=1)):
        let_time_pass(proof=proof)
        assert is_held()


def test_a_suspended_person_does_not_free_their_number_by_withdrawing_before_they_leave(dehors: Actor) -> None:
    proof, suspended = proved_by_number(dehors), other_actor(dehors)
    suspend(actor=suspended)
    browser = signed_in(dehors).client
    assert browser.post("/preuves/retirer").status_code == 302
    proof.refresh_from_db()
    assert proof.state == "withdrawn"
    leave(account=account_of(dehors), speaking=dehors)
    assert is_held()


def test_nor_when_the_proof_ends_between_leaving_and_erasing(dehors: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    suspended = other_actor(dehors)
    ends_at = clock.now() + timedelta(days=1)
    proof = record_proof(actor=dehors, evidence=Evidence("doctor", expires_at=ends_at, number=NUMBER))
    suspend(actor=suspended)
    leave(account=account_of(dehors), speaking=suspended)
    with clock.at(ends_at + timedelta(seconds=1)):
        let_time_pass(proof=proof)
        assert is_held()


def test_who_is_suspended_while_they_leave_keeps_nobody_s_number(
    dehors: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    proved_by_number(dehors)
    leave(account=account_of(dehors), speaking=other_actor(dehors))
    suspend(actor=Actor.objects.get(pk=dehors.pk))
    with clock.at(clock.now() + timedelta(days=4)):
        assert leaving_actors() == [dehors.pk]
        begin_erasing(actor_id=dehors.pk)
        assert is_held()


def test_a_number_kept_for_a_suspension_is_free_after_its_year_to_the_second(dehors: Actor) -> None:
    proved_by_number(dehors)
    suspend(actor=dehors)
    dehors.refresh_from_db()
    now = clock.now()
    with clock.at(now):
        leave(account=account_of(dehors), speaking=dehors)
    with clock.at(now + timedelta(days=365) - timedelta(seconds=1)):
        assert is_held()
    with clock.at(now + timedelta(days=365)):
        assert proved_by_number(Actor.objects.get(handle="revenant")).state == "valid"


def test_nobody_reinstates_themselves(vigie: Account) -> None:
    mine = Actor.objects.get(account=vigie)
    suspend(actor=mine)
    browser = signed_in(mine).client
    answer = browser.post(f"/moderation/acteurs/{mine.handle}/statut", {"vers": "retabli"})
    assert answer.status_code == 404
    mine.refresh_from_db()
    assert mine.suspended_at is not None


def test_nor_in_the_administration(vigie: Account) -> None:
    Account.objects.filter(pk=vigie.pk).update(is_staff=True, is_superuser=True)
    mine, other = Actor.objects.get(account=vigie), person("avril")
    suspend(actor=mine)
    suspend(actor=other)
    browser = signed_in(Actor.objects.get(pk=mine.pk)).client
    chosen = {"action": "reinstate", "_selected_action": [str(mine.pk), str(other.pk)]}
    assert browser.post("/administration/people/actor/", chosen).status_code == 302
    standing = dict(Actor.objects.values_list("handle", "suspended_at"))
    assert standing[mine.handle] is not None
    assert standing["avril"] is None
