"""Answer a repeated write with the first answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from toctoc.jobs.models import Receipt
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_KEY = 200
KEPT = timedelta(days=1)
# Rows deleted by one statement: the next writer does not wait longer than that.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write answered: an HTTP status and its body."""

    status: int
    body: str


def once(*, owner: int, key: str, request: bytes, write: Callable[[], Answer]) -> Answer:
    """Run ``write`` the first time (owner, key) is seen, and give its answer again afterwards.

    The receipt and what ``write`` does are one transaction: a crash leaves neither. A second request that
    arrives meanwhile waits for the first. Raises :class:`Invalid` when the key was used for another request.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid("La clé d’idempotence a de 1 à 200 caractères.", field="Idempotency-Key")
    fingerprint = hashlib.sha256(request).hexdigest()
    with transaction.atomic():
        try:
            with transaction.atomic():
                receipt = Receipt.objects.create(owner=owner, key=key, fingerprint=fingerprint)
        except IntegrityError:
            return _again(Receipt.objects.get(owner=owner, key=key), fingerprint)
        answer = write()
        receipt.status, receipt.answer = answer.status, answer.body
        receipt.save(update_fields=["status", "answer"])
        return answer


def _again(receipt: Receipt, fingerprint: str) -> Answer:
    if receipt.fingerprint != fingerprint:
        raise Invalid("Cette clé a déjà servi pour une autre demande.", field="Idempotency-Key")
    return Answer(receipt.status, receipt.answer)


def forget_receipts_of(owner: int) -> None:
    """Delete every receipt of an owner that is gone: answers quote what was written."""
    Receipt.objects.filter(owner=owner).delete()


def forget_receipts(*, most: int = BATCH) -> int:
    """Delete up to ``most`` receipts older than a day; return how many."""
    old = Receipt.objects.filter(created_at__lt=clock.now() - KEPT).order_by("created_at")
    deleted, _ = Receipt.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted
