"""Believe what another server attests of its actors, for as long as it stands by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.models import AcceptedAttestation, ActorKey
from toctoc.people.queries import accepted_from, trust_in, trust_of, trusted_server_called
from toctoc.people.rules.attestations import status_lists
from toctoc.people.rules.attestations.dids import authority_of
from toctoc.people.rules.attestations.verification import (
    REASON_WORDS,
    TOLD_APART,
    Asked,
    Belief,
    NotBelieved,
    Reason,
    judge,
    judge_status,
    read_attestation,
)
from toctoc.people.rules.paths import ELSEWHERE
from toctoc.people.rules.proof_life import IN_FORCE
from toctoc.people.services.fetching import fetch
from toctoc.people.services.proofs import Evidence, end_proof, put_end_off, record_proof
from toctoc.people.services.server_keys import own_authority
from toctoc.people.services.trusted_keys import refresh_keys

if TYPE_CHECKING:
    from toctoc.people.models import Actor, Proof
    from toctoc.people.rules.attestations.verification import Read, Trust

# A list that cannot be read says nothing of the proof: it ends with its week, unless a later look succeeds.
_SAYS_NOTHING = {Reason.STATUS_FORGED, Reason.STATUS_STALE}
DROPPED = "Le serveur qui l’attestait ne s’en porte plus garant."


class AttestationRefused(Refused):
    """An attestation is not believed; ``reason`` is for who runs this server, the sentence for who showed it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(REASON_WORDS[reason][0] if reason in TOLD_APART else "Cette attestation n’est pas acceptée.")
        self.reason = reason


def accept_attestation(*, actor: Actor, document: bytes, challenge: str = "", status: bytes | None = None) -> Proof:
    """Record what another server attests of a remote actor, for at most a week; it is looked at anew meanwhile.

    ``challenge`` is what this server gave, if it did; ``status`` the list that the document names, fetched here when
    it is not given, and only once everything else holds. Raises :class:`AttestationRefused`, :class:`Unreachable`, and
    what :func:`record_proof` raises.
    """
    if not actor.domain:
        raise Refused("Une attestation vient d’un autre serveur.")
    asked = _asked(actor, challenge)
    try:
        shown = read_attestation(document)
        trust = _trust_now(shown)
        belief = judge(shown, asked, trust, clock.now())
        if status is None:
            status = fetch(shown.said.credential_status.status_list_credential, status_lists.LONGEST)
        judge_status(shown, status, _some(trust), clock.now())
    except NotBelieved as error:
        raise AttestationRefused(error.reason) from None
    return _kept(actor, shown, belief, document)


def look_again(*, accepted: AcceptedAttestation, status: bytes) -> None:
    """Look at an accepted attestation with a fresh list: put the proof's end off, or end the proof."""
    now, trust = clock.now(), trust_in(accepted.domain)
    try:
        belief = _judged_again(accepted, trust)
        judge_status(read_attestation(accepted.document.encode()), status, _some(trust), now)
    except NotBelieved as error:
        if error.reason not in _SAYS_NOTHING:
            _drop(accepted)
        return
    put_end_off(proof=accepted.proof, ends_at=belief.until)
    AcceptedAttestation.objects.filter(pk=accepted.pk).update(checked_at=now)


@transaction.atomic
def drop_what_is_not_believed(*, domain: str) -> int:
    """End the proofs that rest on the word of a server and that its trust no longer covers; return how many."""
    trust, dropped = trust_in(domain), 0
    for accepted in accepted_from(domain):
        try:
            _judged_again(accepted, trust)
        except NotBelieved:
            _drop(accepted)
            dropped += 1
    return dropped


def forget_ended() -> int:
    """Delete the documents whose proof is over; return how many."""
    return AcceptedAttestation.objects.exclude(proof__state__in=IN_FORCE).delete()[0]


def _asked(actor: Actor, challenge: str = "") -> Asked:
    key = ActorKey.objects.filter(actor=actor).first()
    return Asked(own_authority(), key.address if key else "", key.public if key else "", challenge)


def _trust_now(shown: Read) -> Trust | None:
    """Return what the issuer is believed for, its keys asked for anew when they are old or lack the one used."""
    issuer, _, key = shown.said.proof.verification_method.partition("#")
    server = trusted_server_called(authority_of(issuer))
    if server is not None:
        try:
            refresh_keys(server=server, wanted=key)
        except Refused:
            # The keys known so far do for a while.
            return trust_of(server)
    return trust_in(authority_of(shown.said.issuer))


def _judged_again(accepted: AcceptedAttestation, trust: Trust | None) -> Belief:
    shown = read_attestation(accepted.document.encode())
    return judge(shown, _asked(accepted.proof.actor), trust, clock.now())


def _some(trust: Trust | None) -> Trust:
    if trust is None:
        raise NotBelieved(Reason.SERVER)
    return trust


@transaction.atomic
def _kept(actor: Actor, shown: Read, belief: Belief, document: bytes) -> Proof:
    evidence = Evidence(belief.profession, path=ELSEWHERE, expires_at=belief.until)
    proof = record_proof(actor=actor, evidence=evidence)
    AcceptedAttestation.objects.create(
        proof=proof,
        domain=actor.domain,
        document=document.decode(),
        list_address=shown.said.credential_status.status_list_credential,
        checked_at=clock.now(),
    )
    return proof


def _drop(accepted: AcceptedAttestation) -> None:
    end_proof(proof=accepted.proof, because=DROPPED)
