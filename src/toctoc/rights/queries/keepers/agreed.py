"""What ``privacy`` keeps: consents, and what was assured before sending."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.privacy.models import Assured, Consent
from toctoc.rights.queries.keepers.keeper import Keeper, told

KEEPERS = (
    Keeper(
        "consents",
        _("Consentements"),
        _("Tant qu’ils tiennent, puis cinq ans."),
        lambda actor: Consent.objects.filter(actor=actor),
        told("purpose", "version", "given_at", "withdrawn_at"),
    ),
    Keeper(
        "assured",
        _("Réponses données avant l’envoi, et genres de mots gardés"),
        _("Six ans."),
        lambda actor: Assured.objects.filter(actor=actor),
        told("subject", "kept", "read", "recognisable", "agreed", "version", "at"),
    ),
)
