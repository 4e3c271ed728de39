"""Count the numbers that turn out to prove somebody else already: for the moderators' figures, of nobody."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from toctoc.kernel import clock
from toctoc.proofs.models import TakenNumbers


@transaction.atomic
def note_taken_number(*, path: str) -> None:
    """Count one for today and for a way (its slug); called once what ``record_proof`` refused is undone."""
    day = timezone.localdate(clock.now())
    TakenNumbers.objects.get_or_create(day=day, path=path)
    TakenNumbers.objects.filter(day=day, path=path).update(count=F("count") + 1)
