"""ServerRule: a domain that is kept away, for the time when this server speaks with others, and at sign-up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Account

LONGEST_DOMAIN = 253
LONGEST_REASON = 300


class Severity(models.TextChoices):
    """What is done about a domain."""

    SILENCE = "silence", _("hors des listes publiques")
    SUSPEND = "suspend", _("aucun échange")
    MAIL = "mail", _("pas d’inscription avec ses adresses")


class ServerRule(models.Model):
    """One domain, how severely, and why."""

    domain = models.CharField(max_length=LONGEST_DOMAIN)
    severity = models.CharField(max_length=8, choices=Severity)
    reason = models.CharField(max_length=LONGEST_REASON)
    added_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("domaine bloqué")
        verbose_name_plural = _("domaines bloqués")
        constraints = (models.UniqueConstraint(fields=["domain", "severity"], name="moderation_server_rule_once"),)

    def __str__(self) -> str:
        return f"{self.domain} ({self.severity})"
