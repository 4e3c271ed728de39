"""Write links to the addresses they were made for, and forget the addresses."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.urls import reverse

from toctoc.kernel import clock
from toctoc.people.services.keys import unseal
from toctoc.proofs.paths.employer.models import Batch, Envelope
from toctoc.proofs.paths.employer.policies import is_open
from toctoc.proofs.paths.employer.services.batches import ENVELOPES
from toctoc.proofs.paths.employer.services.links import token_of
from toctoc.proofs.services.letters import write_to_address

if TYPE_CHECKING:
    from toctoc.kernel.progress import Progress

# An address that no letter reached by then is forgotten all the same.
KEPT = timedelta(days=2)


class LettersWait(Exception):
    """Some letters did not leave; says how many and nothing of whom."""


def send_links(*, batch_id: int, progress: Progress) -> None:
    """Write every letter of a batch that has not left; each address is erased when its letter has.

    A process that dies between the two writes the same letter twice. Raises :class:`LettersWait` when the mail
    server took some of them not, so that they are tried again.
    """
    batch = Batch.objects.select_related("institution__account").get(pk=batch_id)
    waiting = list(Envelope.objects.filter(batch=batch).order_by("place")) if is_open(batch) else []
    progress.total = len(waiting)
    failed = 0
    for envelope in waiting:
        failed += not _left(batch, envelope)
        progress.step()
    if failed:
        raise LettersWait(f"{failed} of {len(waiting)} letters did not leave.")


def forget_envelopes() -> int:
    """Erase addresses that no letter reached, and those of batches that closed; return how many."""
    late, _ = Envelope.objects.filter(made_at__lt=clock.now() - KEPT).delete()
    closed, _ = Envelope.objects.exclude(batch__closed_at=None).delete()
    return late + closed


def _left(batch: Batch, envelope: Envelope) -> bool:
    """Write one letter; tell whether it needs no other try. Errors of a mail server quote the address: none goes on."""
    account = batch.institution.account
    link = reverse("proof_employer:link", args=[token_of(batch.pk, envelope.place)])
    address = unseal(ENVELOPES, bytes(envelope.sealed))
    try:
        write_to_address(
            address, account.language if account else "fr", "proof_employer/mail/invitation",
            institution=batch.institution.display_name, link=link,
        )  # fmt: skip
    except SMTPRecipientsRefused:
        # There is no such mailbox: trying again would not make one.
        pass
    except (SMTPException, OSError):
        return False
    envelope.delete()
    return True
