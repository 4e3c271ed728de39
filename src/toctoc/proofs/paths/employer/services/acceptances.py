"""Accept an attestation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.people.queries import current_proof
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.employer.models import Acceptance, Batch, DayOfUse, Invitation
from toctoc.proofs.paths.employer.policies import is_open, may_accept
from toctoc.proofs.paths.employer.queries import LinkDead, accepted_proof
from toctoc.proofs.paths.employer.services.links import digest_of_token
from toctoc.proofs.queries import lasts

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor, Proof

SLUG = "employer"


class WouldReplace(Stale):
    """The actor has proved something already, which this would replace: to be said before."""

    def __init__(self) -> None:
        super().__init__("Cet acteur a déjà une preuve. Cochez la case pour la remplacer.", field="replaces")


@transaction.atomic
def accept(*, account: Account, actor: Actor, token: str, replaces: bool = False) -> Proof:
    """Record what an institution attests as the proof of ``actor``, one of the account's own.

    ``replaces`` says that the person was told that it ends the actor's earlier proof. An account that has accepted the
    batch gets its proof again. Raises :class:`LinkDead` for a link that cannot be used, for whatever reason,
    :class:`Refused` for who may not, and :class:`WouldReplace`.
    """
    invitation = Invitation.objects.filter(digest=digest_of_token(token)).first()
    if invitation is None:
        raise LinkDead
    # Whoever accepts by the same batch waits here: of two that click at once, the second finds the place taken.
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("institution__account").get(pk=invitation.batch_id)
    )
    if (proof := accepted_proof(account, batch)) is not None:
        return proof
    if not is_open(batch):
        raise LinkDead
    may_accept(account, actor, batch)
    standing = current_proof(actor)
    if standing is not None and lasts(standing) and not replaces:
        raise WouldReplace
    if not Invitation.objects.filter(pk=invitation.pk, used__lt=F("places")).update(used=F("used") + 1):
        raise LinkDead
    evidence = Evidence(batch.profession, path=SLUG, expires_at=batch.ends_at, grounds=(batch.institution_id,))
    proof = record_proof(actor=actor, evidence=evidence)
    Acceptance.objects.create(batch=batch, account=account, proof=proof)
    _count(batch)
    return proof


def _count(batch: Batch) -> None:
    today = timezone.localdate(clock.now())
    DayOfUse.objects.get_or_create(batch=batch, day=today)
    DayOfUse.objects.filter(batch=batch, day=today).update(count=F("count") + 1)
