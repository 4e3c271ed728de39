"""What people agree to in this room, and how long it keeps things."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from toctoc.community.models import Notification
from toctoc.community.rules.unsent import DRAFTS_LAST
from toctoc.media.rules.limits import KEPT_UNUSED
from toctoc.privacy.rules.keepings import Keeping, keep
from toctoc.privacy.rules.purposes import Purpose, offer

if TYPE_CHECKING:
    from datetime import datetime

LIKENESS = offer(
    Purpose(
        "likeness",
        1,
        _("Rencontrer des personnes qui vivent la même chose"),
        _("Ce que vous révélez de votre santé sert à vous rapprocher de personnes semblables, et à rien d’autre."),
        _("Si vous retirez votre accord, tout ce que vous avez révélé est effacé."),
        "/comme-moi",
    )
)
DEVICES = offer(
    Purpose(
        "push",
        1,
        _("Recevoir des alertes sur vos appareils"),
        _("L’adresse de votre navigateur est gardée, scellée, pour vous prévenir quand la page est fermée."),
        _("Si vous retirez votre accord, tous vos appareils sont oubliés."),
        "/reglages/avis",
    )
)
DIGEST = offer(
    Purpose(
        "digest",
        1,
        _("Recevoir un résumé par courriel"),
        _("Votre adresse sert à vous envoyer un résumé au rythme que vous choisissez."),
        _("Si vous retirez votre accord, plus aucun résumé ne part."),
        "/reglages/avis",
    )
)

# Rows erased in one transaction.
_BATCH = 1_000


def _notifications_before(limit: datetime) -> int:
    old = Notification.objects.filter(created_at__lt=limit)
    return old.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH])).delete()[0]


keep(
    Keeping(
        "notifications",
        _("Avis reçus"),
        _("Après un an, ils n’apprennent plus rien."),
        timedelta(days=365),
        _notifications_before,
    )
)
keep(Keeping("drafts", _("Brouillons laissés de côté"), _("Un mois suffit pour y revenir."), DRAFTS_LAST))
keep(Keeping("files", _("Fichiers envoyés et jamais utilisés"), _("Le temps de finir un message."), KEPT_UNUSED))
