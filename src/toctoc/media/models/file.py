"""File: something that was sent, and its safe copies."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import KEPT_UNUSED, LONGEST_DESCRIPTION
from toctoc.people.models import Actor


class FileState(models.TextChoices):
    """Where a file stands; the last two are for good."""

    WAITING = "waiting", _("en préparation")
    READY = "ready", _("prêt")
    REFUSED = "refused", _("refusé")


def new_key() -> str:
    """Return a name for the bytes of a file, which tells nothing and cannot be guessed."""
    return secrets.token_hex(16)


def unused_until() -> object:
    """Return when a file that nothing uses is erased."""
    return clock.now() + KEPT_UNUSED


class File(models.Model):
    """What somebody sent. Only safe copies of it are kept, in a store, under :attr:`key`; the original is erased.

    Who may see it, the rooms that use it say (``media.policies``); without a use only its owner does.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    owner = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="files", db_index=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    state = models.CharField(max_length=10, choices=FileState, default=FileState.WAITING)
    # A slug of rules.refusals; empty unless refused.
    reason = models.CharField(max_length=30, blank=True, default="")
    # What it shows or says, for those who cannot see or hear it.
    description = models.CharField(max_length=LONGEST_DESCRIPTION, blank=True, default="")
    language = models.CharField(max_length=2, default="fr")
    # The name of its bytes, in quarantine and in the store; never shown.
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    # The reader that the first bytes ask for (rules.kinds).
    form = models.CharField(max_length=10)
    # By name, what there is of it: type, size in bytes, width and height in pixels.
    variants = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    blurhash = models.CharField(max_length=40, blank=True, default="")
    tone = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    # Empty while something uses it; a file that nothing used by then is erased.
    kept_until = models.DateTimeField(null=True, blank=True, default=unused_until)

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        indexes = (
            # How much its owner sent lately.
            models.Index(fields=["owner", "id"], name="media_file_owner"),
            models.Index(fields=["kept_until"], name="media_file_unused", condition=models.Q(kept_until__isnull=False)),
            models.Index(fields=["id"], name="media_file_waiting", condition=models.Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_ready(self) -> bool:
        """Tell whether there is something to see."""
        return self.state == FileState.READY

    def address(self, variant: str) -> str:
        """Return the path at which one of its copies is read."""
        return f"/media/{self.pk}/{variant}"
