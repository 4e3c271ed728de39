"""Schedule: when a task that comes back comes next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """The next time of a recurring task; the rule itself is in code, beside the task."""

    task = models.CharField(_("tâche"), max_length=60, primary_key=True)
    next_at = models.DateTimeField(_("prochaine fois"))

    class Meta:
        verbose_name = _("tâche planifiée")
        verbose_name_plural = _("tâches planifiées")

    def __str__(self) -> str:
        return self.task
