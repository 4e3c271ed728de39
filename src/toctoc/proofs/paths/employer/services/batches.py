"""Open, close and doubt batches."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.models import Actor, Proof
from toctoc.people.rules.professions import employers_may_attest
from toctoc.people.services.keys import seal
from toctoc.people.services.proofs import doubt_proof
from toctoc.proofs.paths.employer.models import Acceptance, Batch, Envelope, Invitation
from toctoc.proofs.paths.employer.policies import may_invite
from toctoc.proofs.paths.employer.queries import left_this_year
from toctoc.proofs.paths.employer.rules.batches import LONGEST_LABEL, check_size
from toctoc.proofs.paths.employer.rules.terms import LINK_LASTS, end_of, terms_offered
from toctoc.proofs.paths.employer.services.links import digest_of_token, token_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from toctoc.kernel.cleared import Cleared

ENVELOPES = "employer envelopes"
SOMEBODY_LEFT = "L’employeur ou l’association dit qu’une des personnes attestées ensemble est partie."
# The number of the link for all; those of a list begin at 1.
FOR_ALL = 0


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """What an institution attests: profession, last day, label for itself; ``addresses`` each get a link of their own.

    Without addresses one link serves ``size`` people.
    """

    profession: str
    term: date
    label: Cleared
    size: int = 0
    addresses: tuple[str, ...] = ()


@transaction.atomic
def open_batch(*, institution: Actor, draft: BatchDraft) -> Batch:
    """Make the links, and have those of a list written to their addresses after the commit.

    Raises :class:`Missing` or :class:`Refused` for who may not invite or has invited too many this year, and
    :class:`Invalid` for a profession, a date or a number that cannot be.
    """
    institution = Actor.objects.select_for_update(of=("self",)).select_related("account").get(pk=institution.pk)
    may_invite(institution)
    size = len(draft.addresses) or draft.size
    _check(institution, draft, size)
    now = clock.now()
    batch = Batch.objects.create(
        institution=institution,
        profession=draft.profession,
        label=draft.label.text,
        size=size,
        is_by_list=bool(draft.addresses),
        opened_at=now,
        links_end_at=now + LINK_LASTS,
        term=draft.term,
        ends_at=end_of(draft.term, timezone.get_default_timezone()),
    )
    _make_links(batch, draft.addresses)
    return batch


@transaction.atomic
def close_batch(*, batch: Batch) -> None:
    """Let no link of a batch be used any more; seals that came by it stay."""
    may_invite(batch.institution)
    Batch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=clock.now())


@transaction.atomic
def say_somebody_left(*, batch: Batch) -> None:
    """Have everybody of a batch asked again, from next midnight on; its links close.

    At midnight and not now, so that the moment is that of no click. Saying it twice changes nothing.
    """
    may_invite(batch.institution)
    now = clock.now()
    if Batch.objects.filter(pk=batch.pk, left_at=None).update(left_at=now):
        Batch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=now)
        enqueue("proof_employer.ask_again", run_at=next_midnight(), batch=batch.pk)


def ask_again(*, batch_id: int) -> None:
    """Doubt every proof of a batch, one transaction each; what is over stays so."""
    accepted = Proof.objects.filter(pk__in=Acceptance.objects.filter(batch=batch_id).values("proof"))
    for proof in accepted.order_by("pk"):
        doubt_proof(proof=proof, because=SOMEBODY_LEFT)


def next_midnight() -> datetime:
    """Return the next beginning of a day at home."""
    tomorrow = timezone.localtime(clock.now()) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def _check(institution: Actor, draft: BatchDraft, size: int) -> None:
    if not employers_may_attest(draft.profession):
        raise Invalid("Un employeur n’atteste pas cette profession.", field="profession")
    if draft.term not in terms_offered(timezone.localdate(clock.now())):
        raise Invalid("Choisissez une des dates proposées.", field="term")
    if not 0 < len(draft.label.text) <= LONGEST_LABEL:
        raise Invalid("Donnez un titre de 80 caractères au plus.", field="label")
    check_size(size, field="addresses" if draft.addresses else "size")
    left = left_this_year(institution)
    if size > left:
        raise Refused("Vous pouvez encore inviter %(left)s personnes cette année.", field="size", left=left)


def _make_links(batch: Batch, addresses: tuple[str, ...]) -> None:
    if not addresses:
        digest = digest_of_token(token_of(batch.pk, FOR_ALL))
        Invitation.objects.create(digest=digest, batch=batch, places=batch.size)
        return
    # Drawn, so that no order of rows says which link went to whom.
    drawn = list(addresses)
    secrets.SystemRandom().shuffle(drawn)
    places = range(FOR_ALL + 1, len(drawn) + 1)
    Invitation.objects.bulk_create(
        [Invitation(digest=digest_of_token(token_of(batch.pk, place)), batch=batch, places=1) for place in places]
    )
    sealed = [(place, seal(ENVELOPES, address)) for place, address in zip(places, drawn, strict=True)]
    Envelope.objects.bulk_create([Envelope(batch=batch, place=place, sealed=letter) for place, letter in sealed])
    enqueue("proof_employer.send_links", key=f"proof_employer.send_links:{batch.pk}", batch=batch.pk)
