"""Repeated writes of the API give nothing to who may no longer have it, and bother nobody twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import post_by
from toctoc.community.models import Notification
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import revoke_proof

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


@pytest.mark.parametrize("lost", ["proof", "voice"])
def test_a_repeat_shows_nothing_to_who_lost_the_right_to_read(
    ruisseau: Actor, carrelet: Actor, vigie: Account, lost: str
) -> None:
    path = f"/posts/{post_by(ruisseau, 'Entre nous.', 'professionals').pk}/bookmark"
    program = caller(carrelet)
    first = program.post(path, Idempotency_Key="une")
    assert program.post(path, Idempotency_Key="une").body == first.body
    if lost == "proof":
        revoke_proof(proof=carrelet.proofs.get(), decided_by=vigie)
    else:
        suspend(actor=carrelet)
    again = program.post(path, Idempotency_Key="une")
    assert again.status == 422
    assert "Entre nous" not in str(again.body)


def test_somebody_elses_key_repeats_nothing(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    path = f"/posts/{post_by(ruisseau, 'Entre nous.', 'professionals').pk}/bookmark"
    assert caller(carrelet).post(path, Idempotency_Key="une").status == 200
    assert caller(avril).post(path, Idempotency_Key="une").status == 404


def test_a_gesture_made_again_and_again_is_told_once(ruisseau: Actor, dehors: Actor) -> None:
    post, program = post_by(ruisseau), caller(dehors)
    for _ in range(3):
        program.post(f"/posts/{post.pk}/favourite")
        program.post(f"/posts/{post.pk}/unfavourite")
        program.post(f"/actors/{ruisseau.handle}/follow")
        program.post(f"/actors/{ruisseau.handle}/unfollow")
    told = Notification.objects.filter(recipient=ruisseau).values_list("kind", flat=True)
    assert sorted(told) == ["favourite", "follow"]
