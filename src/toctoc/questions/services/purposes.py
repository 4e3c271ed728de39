"""What people agree to in this room, and how long it keeps what came by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from toctoc.privacy.rules.keepings import Keeping, keep
from toctoc.privacy.rules.purposes import Purpose, offer
from toctoc.questions.models import ReceivedLetter, WaitingAnswer

if TYPE_CHECKING:
    from datetime import datetime

LETTERS = offer(
    Purpose(
        "question_letters",
        1,
        _("Recevoir les réponses aux questions par courriel"),
        _("Votre adresse sert à vous prévenir de chaque réponse aux questions que vous posez ou suivez."),
        _("Si vous retirez votre accord, plus aucun de ces courriels ne part."),
        "/questions/courriels",
    )
)
KNOCKS = offer(
    Purpose(
        "question_knocks",
        1,
        _("Recevoir par courriel les questions qui frappent à votre porte"),
        _("Votre adresse sert à vous prévenir quand une question vous attend, dans la limite que vous choisissez."),
        _("Si vous retirez votre accord, plus aucun de ces courriels ne part."),
        "/questions/courriels",
    )
)
WAITS = timedelta(days=30)
KNOWN_AGAIN = timedelta(days=90)
_BATCH = 1_000


def _waiting_before(limit: datetime) -> int:
    old = WaitingAnswer.objects.filter(came_at__lt=limit).order_by("pk")
    return WaitingAnswer.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_BATCH])).delete()[0]


def _received_before(limit: datetime) -> int:
    old = ReceivedLetter.objects.filter(came_at__lt=limit).order_by("pk")
    return ReceivedLetter.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_BATCH])).delete()[0]


keep(
    Keeping(
        "waiting_answers",
        _("Réponses venues par courriel, à relire"),
        _("Un mois suffit pour y revenir."),
        WAITS,
        _waiting_before,
    )
)
keep(
    Keeping(
        "received_letters",
        _("Empreintes des courriels reçus"),
        _("Le temps qu’un serveur de courriel puisse les renvoyer."),
        KNOWN_AGAIN,
        _received_before,
    )
)
