"""Record what an accepted code shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.directory.models import MailboxCode
from toctoc.proofs.paths.directory.queries import person_with, standings

if TYPE_CHECKING:
    from toctoc.people.models import Actor, Proof

PATH = "directory"


def choices_of(code: MailboxCode) -> list[tuple[str, str]]:
    """Return the (profession, specialty) slugs that the directory gives to the number of an accepted code."""
    listed = person_with(bytes(code.number))
    return standings(listed) if listed else []


@transaction.atomic
def prove(*, actor: Actor, profession: str, specialty: str) -> Proof:
    """Record one of the professions that an accepted code shows, and forget the code.

    Raises :class:`Refused` without one, :class:`Invalid` for a profession the directory does not give, and what
    ``record_proof`` raises.
    """
    code = MailboxCode.objects.select_for_update().filter(actor=actor, expires_at__gt=clock.now()).first()
    if code is None or code.accepted_at is None:
        raise Refused("Le temps est passé. Demandez un autre code.")
    if (profession, specialty) not in choices_of(code):
        raise Invalid("Choisissez une profession de la liste.", field="choice")
    evidence = Evidence(profession, specialty, path=PATH, number=bytes(code.number))
    proof = record_proof(actor=actor, evidence=evidence)
    code.delete()
    return proof
