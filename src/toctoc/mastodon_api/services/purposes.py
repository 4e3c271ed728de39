"""What people agree to when an app wants to be told of news."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.privacy.rules.purposes import Purpose, offer

APP_ALERTS = offer(
    Purpose(
        "app_push",
        1,
        _("Recevoir des alertes dans vos applications"),
        _("L’adresse que donne l’application est gardée, scellée, pour vous prévenir quand elle est fermée."),
        _("Si vous retirez votre accord, vos applications ne sont plus prévenues."),
        "/reglages/applications",
    )
)
