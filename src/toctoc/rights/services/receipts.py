"""Receipts of an erasure: what was there before, and by real counts what is left."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.models import Actor
from toctoc.people.services.keys import digest_of
from toctoc.rights.models import ErasureReceipt
from toctoc.rights.queries.archives import kept_of_account
from toctoc.rights.queries.keepers import KEEPERS

if TYPE_CHECKING:
    from toctoc.people.models import Account

# As long as somebody may complain to the authority about an erasure and show what was promised.
KEPT = timedelta(days=365)
_PURPOSE = "erasure receipts"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One noun of a receipt: its French words, how many there were, how many are left now."""

    words: str
    before: int
    left: int

    @property
    def erased(self) -> int:
        """How many are gone."""
        return max(0, self.before - self.left)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says at this moment; ``waiting`` counts the actors whose erasing has not begun."""

    made_at: datetime
    lines: list[Line]
    waiting: int

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return not self.waiting and all(line.left == 0 for line in self.lines)


def open_receipt(*, account: Account) -> str:
    """Write down what is kept of an account that is about to leave; return the secret that alone opens the receipt."""
    secret = secrets.token_urlsafe(24)
    counts = json.dumps(kept_of_account(account)).encode()
    ErasureReceipt.objects.create(digest=digest_of(_PURPOSE, secret), sealed=_cipher(secret).encrypt(counts))
    return secret


def receipt_of(secret: str) -> Receipt:
    """Return what a receipt says now; raise :class:`Missing` for a secret that opens none."""
    row = ErasureReceipt.objects.filter(digest=digest_of(_PURPOSE, secret)).first()
    if row is None:
        raise Missing
    try:
        counts: dict[str, dict[str, int]] = json.loads(_cipher(secret).decrypt(bytes(row.sealed)))
    except InvalidToken:
        raise Missing from None
    actors = list(Actor.objects.filter(pk__in=[int(pk) for pk in counts]))
    lines = [
        Line(keeper.words, before, sum(keeper.count(actor) for actor in actors))
        for keeper in KEEPERS
        if (before := sum(kept.get(keeper.name, 0) for kept in counts.values()))
    ]
    return Receipt(row.made_at, lines, sum(actor.left_at is None for actor in actors))


def forget_old() -> int:
    """Delete the receipts of more than a year ago; return how many."""
    old = ErasureReceipt.objects.filter(made_at__lt=clock.now() - KEPT).order_by("made_at")
    deleted, _ = ErasureReceipt.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_MOST])).delete()
    return deleted


def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"toctoc erasure receipt " + secret.encode()).digest()))
