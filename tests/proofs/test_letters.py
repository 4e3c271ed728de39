"""Letters about a proof: the right one, in the holder's language, once, and never with a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import Work
from toctoc.people import tasks
from toctoc.people.models import Actor, Proof
from toctoc.people.rules.proof_life import REMINDER
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import (
    Evidence,
    confirm_proof,
    doubt_proof,
    record_proof,
    revoke_proof,
    withdraw_proof,
)
from toctoc.privacy.services import clear
from toctoc.proofs.models import Letter
from toctoc.proofs.tasks import write_reminder, write_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.mail import EmailMessage

    from toctoc.people.models import Account

BECAUSE = "Une personne sur qui cette preuve repose a perdu la sienne."


def work() -> Work:
    return Work(1, 1, Progress(lambda _done, _total: True))


def run_jobs() -> None:
    """Run what waits in the queue, as a worker would."""
    for job in Job.objects.filter(task__startswith="proofs.write").order_by("id"):
        task = {"proofs.write_reminder": write_reminder, "proofs.write_step": write_step}[job.task]
        task(work(), **job.arguments)


def letters_after(moment: datetime | None = None) -> list[EmailMessage]:
    """Let the time pass to ``moment`` as the clock's own task does, then return every letter that left."""
    with clock.at(moment or clock.now()):
        tasks.let_proofs_run_out(work())
        run_jobs()
    return mail.outbox


@pytest.fixture
def proof(ruisseau: Actor) -> Proof:
    return Proof.objects.get(actor=ruisseau)


def said(letter: EmailMessage) -> str:
    return f"{letter.subject}\n{letter.body}"


def test_the_year_of_a_proof_in_letters(proof: Proof, ruisseau: Actor) -> None:
    assert letters_after(proof.expires_at - REMINDER - timedelta(days=1)) == []
    soon, *more = letters_after(proof.expires_at - REMINDER)
    assert more == []
    assert soon.to == ["ruisseau@exemple.test"]
    assert "arrive à échéance" in soon.subject
    assert "Médecin, médecine générale" in soon.body
    assert "http://127.0.0.1:8000/preuves" in soon.body
    # Every ten minutes the task comes back; the letter does not.
    assert len(letters_after(proof.expires_at - timedelta(days=3))) == 1
    _, grace = letters_after(proof.expires_at)
    assert "Il vous reste deux semaines" in grace.subject
    assert len(letters_after(proof.ends_at - timedelta(seconds=1))) == 2
    *_, ended = letters_after(proof.ends_at)
    assert "a pris fin" in ended.subject
    assert len(letters_after(proof.ends_at + timedelta(days=1))) == 3
    assert not any("ruisseau" in said(letter).lower() for letter in mail.outbox)


def test_a_renewal_in_time_is_followed_by_silence(proof: Proof, ruisseau: Actor) -> None:
    soon = proof.expires_at - timedelta(days=20)
    assert len(letters_after(soon)) == 1
    with clock.at(soon):
        record_proof(actor=ruisseau, evidence=Evidence("doctor", "general_practice"))
    assert len(letters_after(proof.ends_at)) == 1


def test_a_letter_that_waited_too_long_is_not_sent(proof: Proof, ruisseau: Actor) -> None:
    with clock.at(proof.expires_at):
        tasks.let_proofs_run_out(work())
        record_proof(actor=ruisseau, evidence=Evidence("doctor", "general_practice"))
        run_jobs()
    assert mail.outbox == []


def test_a_doubt_says_why_and_its_end_too(proof: Proof, vigie: Account) -> None:
    doubt_proof(proof=proof, because=BECAUSE)
    (doubted,) = letters_after()
    assert "réexaminée" in doubted.subject
    assert BECAUSE in doubted.body
    confirm_proof(proof=proof, decided_by=vigie)
    _, confirmed = letters_after()
    assert "confirmée" in confirmed.subject


def test_a_revocation_says_the_moderators_words(proof: Proof, vigie: Account) -> None:
    revoke_proof(proof=proof, decided_by=vigie, reason=clear("Le document n’était pas le vôtre."))
    (revoked,) = letters_after()
    assert "Le document n’était pas le vôtre." in revoked.body
    assert "vigie" not in said(revoked)


def test_ones_own_gesture_needs_no_letter(proof: Proof) -> None:
    withdraw_proof(proof=proof)
    assert letters_after() == []


def test_a_letter_is_in_the_language_of_the_account(proof: Proof, ruisseau: Actor) -> None:
    assert ruisseau.account is not None
    ruisseau.account.language = "en"
    ruisseau.account.save()
    (soon,) = letters_after(proof.expires_at - REMINDER)
    assert "Doctor, general practice" in soon.body


def test_nobody_is_written_to_while_suspended(proof: Proof, ruisseau: Actor) -> None:
    suspend(actor=ruisseau)
    assert letters_after(proof.ends_at) == []


def test_an_end_of_its_own_promises_no_grace(ruisseau: Actor) -> None:
    end = clock.now() + timedelta(days=60)
    record_proof(actor=ruisseau, evidence=Evidence("doctor", expires_at=end))
    (soon,) = letters_after(end - timedelta(days=5))
    assert "deux semaines" not in soon.body


def test_a_worker_that_dies_before_the_letter_leaves_loses_nothing(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", _die)
        with pytest.raises(KeyboardInterrupt):
            letters_after(proof.expires_at - REMINDER)
    assert not Letter.objects.exists()
    assert len(letters_after(proof.expires_at - REMINDER)) == 1
    assert len(letters_after(proof.expires_at - REMINDER)) == 1


def test_a_worker_that_dies_after_it_left_sends_one_that_mailboxes_know(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(type(Letter.objects), "get_or_create", _die)
        with pytest.raises(KeyboardInterrupt):
            letters_after(proof.expires_at - REMINDER)
    first, second = letters_after(proof.expires_at - REMINDER)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert len(letters_after(proof.expires_at - REMINDER)) == 2


def _die(*_: object, **__: object) -> Sequence[object]:
    raise KeyboardInterrupt
