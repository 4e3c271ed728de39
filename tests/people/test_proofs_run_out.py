"""A proof that has run out takes its seal along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import eyes_of, post_by
from toctoc.community.queries import prepared
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks
from toctoc.people.services.proofs import Evidence, record_proof

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_the_seal_goes_when_the_proof_runs_out_and_others_keep_theirs(ruisseau: Actor, carrelet: Actor) -> None:
    later = clock.now() + timedelta(days=366)
    record_proof(
        actor=carrelet, evidence=Evidence("doctor", expires_at=later + timedelta(days=30)), decided_by=None
    )
    posts = [post_by(ruisseau).pk, post_by(carrelet).pk]
    assert prepared.cards(posts, eyes_of(ruisseau), "fr").count('class="seal"') == 2
    with clock.at(later):
        tasks.let_proofs_run_out(Work(1, 1, Progress(lambda _done, _total: True)))
    assert prepared.cards(posts, eyes_of(ruisseau), "fr").count('class="seal"') == 1
    ruisseau.refresh_from_db()
    carrelet.refresh_from_db()
    assert (ruisseau.proved_profession, carrelet.proved_profession) == ("", "doctor")
