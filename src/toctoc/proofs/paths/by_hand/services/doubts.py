"""End a doubt on a proof, one way or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.models import ProofMove
from toctoc.people.policies import may_record_proofs
from toctoc.people.queries import moderators
from toctoc.people.rules.proof_life import State
from toctoc.people.services.locks import resting_on, standing
from toctoc.people.services.proofs import confirm_proof, revoke_proof
from toctoc.proofs.paths.by_hand.models import Confirmation
from toctoc.proofs.paths.by_hand.rules.life import VOICES_NEEDED

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Proof


@transaction.atomic
def confirm(*, moderator: Account, proof: Proof, reason: Cleared) -> bool:
    """Say that a doubted proof still holds; the second to say so ends the doubt. Return whether it ended.

    Saying it twice is saying it once. Raises :class:`Refused` for one's own, or when the doubt is over.
    """
    proof = _doubted(moderator, proof)
    doubt = ProofMove.objects.filter(proof=proof, after=State.DOUBTED).order_by("-pk")[0]
    Confirmation.objects.get_or_create(doubt=doubt, moderator=moderator)
    said = Confirmation.objects.filter(doubt=doubt, moderator__in=moderators()).count()
    if said < VOICES_NEEDED:
        return False
    confirm_proof(proof=proof, decided_by=moderator, reason=reason)
    return True


@transaction.atomic
def revoke(*, moderator: Account, proof: Proof, reason: Cleared) -> None:
    """Take a doubted proof back; one moderator is enough, and says why.

    Raises :class:`Invalid` without a reason, and :class:`Refused` as :func:`confirm` does.
    """
    proof = _doubted(moderator, proof)
    if not reason.text.strip():
        raise Invalid("Dites en une phrase pourquoi.", field="reason")
    revoke_proof(proof=proof, decided_by=moderator, reason=reason)


def _doubted(moderator: Account, proof: Proof) -> Proof:
    may_record_proofs(moderator)
    held = standing(proof, *resting_on(proof.actor_id))
    if held.actor.account_id == moderator.pk:
        raise Missing
    if held.state != State.DOUBTED:
        raise Refused("Cette preuve n’est plus en réexamen.")
    return held
