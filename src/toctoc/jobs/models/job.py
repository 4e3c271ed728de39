"""Job: a piece of work waiting, running, done or given up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock


class JobState(models.TextChoices):
    """Where a job is in its life."""

    READY = "ready", _("en attente")
    RUNNING = "running", _("en cours")
    DONE = "done", _("terminé")
    DEAD = "dead", _("abandonné")
    CANCELLED = "cancelled", _("annulé")


class Job(models.Model):
    """One call of a registered task.

    A running job whose ``claimed_until`` has passed belonged to a worker that died: it is claimed again, so
    tasks are idempotent.
    """

    id = models.BigAutoField(primary_key=True)
    task = models.CharField(_("tâche"), max_length=60)
    # Two jobs with the same key are one; empty means no such claim.
    key = models.CharField(_("clé"), max_length=120, null=True, unique=True)  # noqa: DJ001 NULLs are never equal
    arguments = models.JSONField(_("arguments"), default=dict)
    state = models.CharField(_("état"), max_length=10, choices=JobState, default=JobState.READY)
    run_at = models.DateTimeField(_("à partir du"), default=clock.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    claimed_by = models.CharField(max_length=60, blank=True, default="")
    claimed_until = models.DateTimeField(null=True)
    steps_done = models.PositiveIntegerField(_("fait"), default=0)
    steps_total = models.PositiveIntegerField(_("à faire"), default=0)
    last_error = models.TextField(_("dernière erreur"), blank=True, default="")
    created_at = models.DateTimeField(_("créé le"), default=clock.now)
    finished_at = models.DateTimeField(_("fini le"), null=True)

    class Meta:
        verbose_name = _("tâche de fond")
        verbose_name_plural = _("tâches de fond")
        indexes = (models.Index(fields=["state", "run_at", "id"], name="jobs_job_next"),)

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"
