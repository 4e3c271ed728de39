"""What somebody with several professions chooses from, kept sealed between two pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from toctoc.kernel import clock
from toctoc.people.services.keys import seal, unseal
from toctoc.proofs.paths.pro_sante_connect.rules.departures import LONGEST_AWAY
from toctoc.proofs.paths.pro_sante_connect.rules.professionals import Choice

PURPOSE = "pro_sante_connect offers"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the provider established for an actor; ``number`` is the digest of the number, never the number."""

    actor_id: int
    number: bytes = field(repr=False)
    choices: tuple[Choice, ...]
    made_at: int

    @property
    def is_over(self) -> bool:
        """Whether it waited too long."""
        return clock.now().timestamp() - self.made_at > LONGEST_AWAY.total_seconds()


def sealed(offer: Offer) -> str:
    """Return an offer as a session may hold it."""
    choices = [(choice.profession, choice.specialty) for choice in offer.choices]
    text = json.dumps([offer.actor_id, offer.number.hex(), choices, offer.made_at])
    return seal(PURPOSE, text).decode("ascii")


def unsealed(text: str) -> Offer:
    """Return the offer; raises :class:`Stale` when the server's key changed since."""
    actor_id, number, choices, made_at = json.loads(unseal(PURPOSE, text.encode()))
    return Offer(actor_id, bytes.fromhex(number), tuple(Choice(*choice) for choice in choices), made_at)
