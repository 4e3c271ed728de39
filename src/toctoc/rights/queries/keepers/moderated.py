"""What ``moderation`` keeps: notices one filed, decisions about one, dialogues."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.moderation.models import Decision, Notice, Suspicion
from toctoc.rights.queries.keepers.keeper import Keeper, told

AS_THE_LAW_ASKS = _("Le temps des recours, puis sans votre nom, pour les chiffres de l’année.")

KEEPERS = (
    Keeper(
        "notices",
        _("Signalements que vous avez faits"),
        AS_THE_LAW_ASKS,
        lambda actor: Notice.objects.filter(notifier=actor),
        told("about", "ground", "explanation", "state", "filed_at", "decided_at"),
    ),
    Keeper(
        "decisions",
        _("Décisions qui vous concernent"),
        AS_THE_LAW_ASKS,
        lambda actor: Decision.objects.filter(target=actor),
        told("about", "measure", "ground", "facts", "is_automated", "decided_at", "ends_at", "undone_at"),
    ),
    Keeper(
        "dialogues",
        _("Dialogues sur un lien d’intérêt"),
        AS_THE_LAW_ASKS,
        lambda actor: Suspicion.objects.filter(actor=actor),
        told("state", "question", "asked_at", "answer", "interest"),
    ),
)
