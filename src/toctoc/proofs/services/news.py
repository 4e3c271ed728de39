"""Write to holders what becomes of their proofs: one letter for each step that they must hear of.

A letter names no actor: a mailbox may be read by others, and a pseudonym beside an address is a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from toctoc.people.models import Proof, ProofMove
from toctoc.people.policies import takes_part
from toctoc.people.queries import current_proof
from toctoc.people.rules.professions import standing_words
from toctoc.people.rules.proof_life import State
from toctoc.proofs.models import Letter
from toctoc.proofs.queries import lasts
from toctoc.proofs.rules.news import ENDS_SOON, is_late, letter_about
from toctoc.proofs.services.letters import write_to

if TYPE_CHECKING:
    from toctoc.people.models import Account


def write_reminder(*, proof_id: int) -> None:
    """Write that a proof reaches its date soon, once."""
    proof = Proof.objects.select_related("actor__account").filter(pk=proof_id).first()
    if proof is not None:
        _write_once(proof, ENDS_SOON, ENDS_SOON, State.VALID, "")


def write_step(*, move_id: int) -> None:
    """Write about a step of a proof's life, once."""
    move = ProofMove.objects.select_related("proof__actor__account").filter(pk=move_id).first()
    if move is not None:
        _write_once(move.proof, letter_about(move.before, move.after), str(move.pk), State(move.after), move.reason)


def _write_once(proof: Proof, letter: str, subject: str, after: State, reason: str) -> None:
    """Send a letter unless it left already, or would be wrong by now.

    The mark follows the sending, so that a worker that dies loses no letter. One that dies between the two sends it
    again, with the same Message-ID.
    """
    account = _whom_to_write(proof)
    if account is None or not letter or _is_too_late(proof, letter, after):
        return
    if Letter.objects.filter(proof=proof, subject=subject).exists():
        return
    facts = _facts(proof, account.language, reason)
    write_to(account, f"proofs/mail/{letter}", same_as=f"{proof.pk} {subject}", **facts)
    with transaction.atomic():
        Letter.objects.get_or_create(proof=proof, subject=subject)


def _whom_to_write(proof: Proof) -> Account | None:
    """Return the holder's account; nobody's for a server's, a closed or waiting account, and the suspended.

    Somebody who is suspended can renew nothing; what ended for them, moderation tells.
    """
    account, is_suspended = proof.actor.account, proof.actor.suspended_at is not None
    return account if takes_part(account) and not is_suspended else None


def _is_too_late(proof: Proof, letter: str, after: State) -> bool:
    now = current_proof(proof.actor)
    return is_late(letter, after, proof.state, stands=now is not None and lasts(now))


def _facts(proof: Proof, language: str, reason: str) -> dict[str, object]:
    with translation.override(language):
        said = gettext(reason) if reason else ""
    words = standing_words(proof.profession, proof.specialty, language)
    return {"words": words, "proof": proof, "reason": said, "has_grace": proof.planned_end > proof.expires_at}
