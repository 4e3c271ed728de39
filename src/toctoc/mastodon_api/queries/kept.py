"""What this room keeps of an actor, for its archive."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.mastodon_api.models import AppAlert, ConversationMark, Marker
from toctoc.rights.queries.keepers import keep_too
from toctoc.rights.queries.keepers.choosing import AS_LONG_AS_ON
from toctoc.rights.queries.keepers.keeper import Keeper, told

keep_too(
    Keeper(
        "app_markers",
        _("Jusqu’où vos applications ont lu"),
        AS_LONG_AS_ON,
        lambda actor: Marker.objects.filter(actor=actor),
        told("timeline", "last_read_id", "updated_at"),
    ),
    Keeper(
        "app_conversations",
        _("Fils privés lus ou rangés dans vos applications"),
        AS_LONG_AS_ON,
        lambda actor: ConversationMark.objects.filter(actor=actor),
        told("thread_id", "read_id", "hidden_id"),
    ),
    Keeper(
        "app_alerts",
        _("Applications qui reçoivent des alertes"),
        AS_LONG_AS_ON,
        lambda actor: AppAlert.objects.filter(actor=actor),
        told("alerts", "policy", "created_at"),
    ),
)
