"""A proof that has run out takes its seal along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import eyes_of, post_by
from toctoc.community.queries import prepared
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks
from toctoc.people.models import Proof
from toctoc.people.rules.proof_life import GRACE, VALIDITY
from toctoc.people.services.proofs import Evidence, record_proof

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def let_run_out() -> None:
    tasks.let_proofs_run_out(Work(1, 1, Progress(lambda _done, _total: True)))


def test_the_seal_goes_when_grace_is_over_and_others_keep_theirs(ruisseau: Actor, carrelet: Actor) -> None:
    later = clock.now() + VALIDITY + GRACE
    record_proof(actor=carrelet, evidence=Evidence("doctor", expires_at=later + timedelta(days=30)))
    posts = [post_by(ruisseau).pk, post_by(carrelet).pk]
    assert prepared.cards(posts, eyes_of(ruisseau), "fr").count('class="seal"') == 2
    with clock.at(later - timedelta(seconds=1)):
        let_run_out()
        assert prepared.cards(posts, eyes_of(ruisseau), "fr").count('class="seal"') == 2
    with clock.at(later):
        let_run_out()
    assert prepared.cards(posts, eyes_of(ruisseau), "fr").count('class="seal"') == 1
    ruisseau.refresh_from_db()
    carrelet.refresh_from_db()
    assert (ruisseau.proved_profession, carrelet.proved_profession) == ("", "doctor")


def test_in_grace_the_doors_stay_open_and_close_to_the_second(ruisseau: Actor) -> None:
    proof = Proof.objects.get(actor=ruisseau)
    with clock.at(proof.expires_at):
        let_run_out()
        proof.refresh_from_db()
        assert (proof.state, eyes_of(ruisseau).profession) == ("grace", "doctor")
    with clock.at(proof.ends_at - timedelta(microseconds=1)):
        assert eyes_of(ruisseau).profession == viewer_of_actor(ruisseau.pk).profession == "doctor"
    with clock.at(proof.ends_at):
        # Nothing has run since: the columns still say it, the clock closes.
        assert eyes_of(ruisseau).profession == viewer_of_actor(ruisseau.pk).profession == ""


def test_a_proof_with_an_end_of_its_own_has_no_grace(ruisseau: Actor) -> None:
    end = clock.now() + timedelta(days=3)
    record_proof(actor=ruisseau, evidence=Evidence("doctor", expires_at=end))
    with clock.at(end):
        let_run_out()
    assert list(Proof.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "ended"]
