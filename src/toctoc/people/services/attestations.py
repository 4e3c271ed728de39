"""Attest what an actor of this server has proved, and publish which attestations no longer stand."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Actor, IssuedAttestation, Proof, StatusList
from toctoc.people.policies import may_be_attested
from toctoc.people.queries import current_proof
from toctoc.people.rules.attestations import status_lists
from toctoc.people.rules.attestations.canonical import canonical
from toctoc.people.rules.attestations.dids import checked_authority
from toctoc.people.rules.attestations.statements import Audience, Place, Statement, attested
from toctoc.people.rules.attestations.times import told_end
from toctoc.people.rules.proof_life import IN_FORCE
from toctoc.people.services.locks import locked
from toctoc.people.services.server_keys import current_signer, key_of, own_authority

if TYPE_CHECKING:
    from datetime import datetime

LIST_PATH = "/attestations/statuts/"
# What is served is signed anew when it is older; a cache may keep it as long again.
SERVED_FOR = timedelta(seconds=30)
# A list is half empty, so that a free place is found in two draws.
_MOST_IN_A_LIST = status_lists.BITS // 2
_DRAWS = 64


@dataclass(frozen=True, slots=True)
class Prepared:
    """A signed list as it is sent, and its entity tag."""

    content: bytes
    tag: str


@transaction.atomic
def issue_attestation(*, actor: Actor, audience: Audience) -> bytes:
    """Return an attestation of what an actor proved, for one server.

    ``audience.challenge`` is what that server gave, or nothing: then a fresh one is written. Raises :class:`Refused`
    without a proof that can be attested, or for this very server, and :class:`Invalid` for no server's name.
    """
    actor = locked(actor.pk)
    now = clock.now()
    proof = may_be_attested(actor, current_proof(actor))
    signer = current_signer()
    domain = checked_authority(audience.domain, loopback=True)
    if domain == own_authority():
        raise Refused("C’est ce serveur-ci : il sait déjà ce que vous avez prouvé.")
    ends_at = told_end(proof.ends_at, now)
    if ends_at is None:
        raise Refused("Votre preuve prend fin aujourd’hui. Renouvelez-la d’abord.")
    said = Statement(
        address=f"{signer.root}/@{actor.handle}",
        key=key_of(actor),
        profession=proof.profession,
        path=proof.path,
        proved_at=proof.decided_at,
        ends_at=ends_at,
    )
    issued = _placed(proof, ends_at)
    place = Place(f"{signer.root}{LIST_PATH}{issued.status_list_id}", issued.index)
    challenge = audience.challenge or secrets.token_urlsafe(16)
    document = attested(said, Audience(domain, challenge), place, signer, now)
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


@transaction.atomic
def take_attestations_back(*, actor: Actor) -> int:
    """Take back every attestation that an actor was given; return how many. The proof stays."""
    given = IssuedAttestation.objects.filter(proof__actor=actor, revoked_at=None)
    return given.update(revoked_at=clock.now())


def prepared_list(number: int) -> Prepared:
    """Return a status list, signed less than half a minute ago; raise :class:`Missing` for one that is not."""
    row = StatusList.objects.filter(pk=number).first()
    if row is None:
        raise Missing
    if not _is_fresh(row):
        row = _prepare_anew(number)
    content = bytes(row.prepared)
    return Prepared(content, hashlib.sha256(content).hexdigest()[:32])


def forget_ended_attestations() -> int:
    """Give back the places of attestations that ended at least a day ago; return how many."""
    ended = IssuedAttestation.objects.filter(ends_at__lt=clock.now() - timedelta(days=1))
    return ended.delete()[0]


def _placed(proof: Proof, ends_at: datetime) -> IssuedAttestation:
    """Take a place at random, so that neighbours say nothing of who asked when."""
    newest = StatusList.objects.order_by("-pk").first()
    if newest is None or IssuedAttestation.objects.filter(status_list=newest).count() >= _MOST_IN_A_LIST:
        newest = StatusList.objects.create()
    for _ in range(_DRAWS):
        index = secrets.randbelow(status_lists.BITS)
        try:
            with transaction.atomic():
                return IssuedAttestation.objects.create(status_list=newest, index=index, proof=proof, ends_at=ends_at)
        except IntegrityError:
            continue
    raise Refused("Le serveur n’a pas trouvé de place. Réessayez.")


@transaction.atomic
def _prepare_anew(number: int) -> StatusList:
    row = StatusList.objects.select_for_update().get(pk=number)
    if _is_fresh(row):
        return row
    now, signer = clock.now(), current_signer()
    _notice_ends(row)
    revoked = IssuedAttestation.objects.filter(status_list=row).exclude(revoked_at=None)
    document = status_lists.status_list(
        f"{signer.root}{LIST_PATH}{number}", revoked.values_list("index", flat=True), signer, now
    )
    row.prepared, row.prepared_at = canonical(document), now
    row.save(update_fields=["prepared", "prepared_at"])
    return row


def _notice_ends(row: StatusList) -> None:
    """Set for good the bit of whatever rests on a proof that stands no longer.

    Asked of the proofs themselves, not of events: a proof that was revoked, withdrawn, replaced (its date and its way
    are no longer true), that ended, that went with an actor who left, and one whose actor is suspended or whose account
    is closed, all look the same here.
    """
    given = IssuedAttestation.objects.filter(status_list=row, revoked_at=None)
    standing = given.filter(
        proof__state__in=IN_FORCE,
        proof__ends_at__gt=clock.now(),
        proof__actor__suspended_at=None,
        proof__actor__account__is_active=True,
    )
    given.exclude(pk__in=standing.values("pk")).update(revoked_at=clock.now())


def _is_fresh(row: StatusList) -> bool:
    return row.prepared_at is not None and timedelta(0) <= clock.now() - row.prepared_at < SERVED_FOR
