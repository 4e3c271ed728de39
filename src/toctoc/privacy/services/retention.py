"""How long things are kept: carried out by a job."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from toctoc.kernel import clock
from toctoc.privacy.models import Assured, Consent, Sweep
from toctoc.privacy.rules.keepings import KEPT, Keeping, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from toctoc.kernel.progress import Progress

# Rows erased in one transaction.
BATCH = 1_000
_YEAR = timedelta(days=365)


def erase_what_is_old(progress: Progress) -> int:
    """Erase everything that is older than its room says; return how much. Interrupted, it goes on the next time."""
    erased = 0
    for keeping in KEPT.values():
        if keeping.erase is not None:
            erased += _erase_one(keeping, keeping.erase, progress)
    return erased


def _erase_one(keeping: Keeping, erase: Callable[[datetime], int], progress: Progress) -> int:
    limit, erased = clock.now() - keeping.lasts, 0
    while count := _batch(erase, limit):
        erased += count
        progress.step(count)
    Sweep.objects.get_or_create(kind=keeping.kind)
    Sweep.objects.filter(kind=keeping.kind).update(
        at=clock.now(), erased=erased, erased_in_all=F("erased_in_all") + erased
    )
    return erased


@transaction.atomic
def _batch(erase: Callable[[datetime], int], limit: datetime) -> int:
    return erase(limit)


def _assured_before(limit: datetime) -> int:
    old = Assured.objects.filter(at__lt=limit)
    return old.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])).delete()[0]


def _consents_before(limit: datetime) -> int:
    old = Consent.objects.filter(withdrawn_at__lt=limit)
    return old.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])).delete()[0]


keep(
    Keeping(
        "assured",
        _("Réponses données avant l’envoi, et genres de mots gardés"),
        _("Six ans : un délit se prescrit dans ce délai (code de procédure pénale, article 8)."),
        6 * _YEAR,
        _assured_before,
    )
)
keep(
    Keeping(
        "consents",
        _("Consentements retirés"),
        _("Cinq ans, pour prouver qu’ils ont été donnés (code civil, article 2224)."),
        5 * _YEAR,
        _consents_before,
    )
)
