"""Who may attest, and who may be attested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.policies import may_be_proved, may_speak, proved_institution, takes_part

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor
    from toctoc.proofs.paths.employer.models import Batch


def attests(actor: Actor) -> bool:
    """Tell whether the word of this institution is worth something now."""
    return takes_part(actor.account) and actor.suspended_at is None and bool(proved_institution(actor))


def may_invite(actor: Actor) -> None:
    """Raise :class:`Missing` for a person, and :class:`Refused` for an organisation that is not proved."""
    if actor.kind != "organisation":
        raise Missing
    may_speak(actor)
    if not attests(actor):
        raise Refused("Faites d’abord vérifier votre organisation par la modération.")


def is_open(batch: Batch) -> bool:
    """Tell whether links of a batch may still be accepted: said by dates and by the institution, never by use."""
    now = clock.now()
    return batch.closed_at is None and min(batch.links_end_at, batch.ends_at) > now and attests(batch.institution)


def may_accept(account: Account, actor: Actor, batch: Batch) -> None:
    """Raise :class:`Refused` for the institution's own account, and for an actor that is no person."""
    if batch.institution.account_id == account.pk:
        raise Refused("C’est votre propre invitation. Un autre compte doit l’accepter.")
    if actor.kind != "person":
        raise Refused("Seule une personne peut être attestée. Choisissez un autre acteur.")
    may_be_proved(actor)
