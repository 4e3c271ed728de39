"""File: something that was sent, and its safe copies."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.media.rules.facts import ended_address
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import KEPT_UNUSED, LONGEST_TRANSCRIPT
from toctoc.people.models import Actor

# Of a list in a row, what stands there before anything does.
NOTHING = models.Value([], models.JSONField())


class FileState(models.TextChoices):
    """Where a file stands; the last two are for good."""

    WAITING = "waiting", _("en préparation")
    READY = "ready", _("prêt")
    REFUSED = "refused", _("refusé")


class Looked(models.TextChoices):
    """Whether faces, text and codes were looked for, and found in a film; empty for what is not looked at."""

    DONE = "done", _("vérifiée")
    ABSENT = "absent", _("personne ne vérifie ici")
    INCOMPLETE = "incomplete", _("vérifiée en partie")
    SEEN = "seen", _("quelqu’un s’y reconnaît peut-être")


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
    description = models.CharField(max_length=LONGEST_TRANSCRIPT, blank=True, default="")
    language = models.CharField(max_length=8, default="fr")
    # The name of its bytes, in quarantine and in the store; never shown.
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    # The reader that the first bytes ask for (rules.kinds).
    form = models.CharField(max_length=10)
    # By name, what there is of it: type, size in bytes, width and height in pixels.
    variants = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(default=0)
    # The same, not rounded; nought of what was read before it was kept.
    duration = models.FloatField(default=0, db_default=0)
    pages = models.PositiveIntegerField(default=0)
    blurhash = models.CharField(max_length=40, blank=True, default="")
    tone = models.PositiveSmallIntegerField(default=0)
    # Of a film, how many of its views were looked at; of a picture, how many its file has: the first alone is kept.
    views = models.PositiveIntegerField(default=0, db_default=0)
    looked = models.CharField(max_length=10, choices=Looked, blank=True, default="", db_default="")
    # What is hidden of a picture, as ``privacy.pictures.masks`` tells it; and how often its owner changed that.
    masks = models.JSONField(default=list, db_default=NOTHING)
    revision = models.PositiveIntegerField(default=0, db_default=0)
    # Zones that were found in a picture, as they were found: no change of masks changes them.
    found = models.JSONField(default=list, db_default=NOTHING)
    # Of those that a mask left bare, the last time: zone (its place in ``found``), kind, actor, moment, reason.
    unmasked = models.JSONField(default=list, db_default=NOTHING)
    # Said by its owner, or known from the message that carries it: such a picture is shown when it was looked at.
    shows_patient = models.BooleanField(default=False, db_default=False)
    # The key of what rests in quarantine (an original, then pixels), sealed; without it those bytes are nothing.
    spool_key = models.CharField(max_length=255, blank=True, default="", db_default="", editable=False)
    # Of a film or a sound, a picture given with it that stands for it: its form, and the key of its original.
    poster_form = models.CharField(max_length=10, blank=True, default="", db_default="", editable=False)
    poster_key = models.CharField(max_length=255, blank=True, default="", db_default="", editable=False)
    # What must stay in view when a picture is cut: from -1 to 1, to the right and upwards of its middle.
    focus_x = models.FloatField(default=0, db_default=0)
    focus_y = models.FloatField(default=0, db_default=0)
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
            models.Index(fields=["id"], name="media_file_spooled", condition=~models.Q(spool_key="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_ready(self) -> bool:
        """Tell whether there is something to see."""
        return self.state == FileState.READY

    @property
    def is_being_masked(self) -> bool:
        """Tell whether it was read before and is made again, with other masks."""
        return self.state == FileState.WAITING and bool(self.variants)

    def address(self, variant: str) -> str:
        """Return the path at which one of its copies is read."""
        return f"/media/{self.pk}/{variant}"

    def ended_address(self, variant: str) -> str:
        """Return that path as programs like it."""
        return ended_address(self.pk, variant, self.variants[variant]["type"])
