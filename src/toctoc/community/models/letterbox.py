"""PushKey, PushSubscription, Digest and FeedKey: the ways by which news of here reaches somebody elsewhere."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class PushKey(models.Model):
    """The key by which push services know this server (VAPID, RFC 8292); one row, its private half sealed."""

    # The uncompressed P-256 point in base64url, which browsers are given.
    public = models.CharField(max_length=100)
    sealed = models.BinaryField()
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("clé des alertes")
        verbose_name_plural = _("clés des alertes")
        constraints = (
            models.UniqueConstraint(
                fields=["is_current"], name="community_pushkey_current", condition=models.Q(is_current=True)
            ),
        )

    def __str__(self) -> str:
        return self.public[:12]


class PushSubscription(models.Model):
    """A browser that an actor wants to be told on; its address and keys rest sealed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    # A keyed digest of the address, so that the same browser is one row.
    endpoint_digest = models.BinaryField(max_length=32)
    # Address, public key and secret of the browser, as JSON.
    sealed = models.BinaryField()
    # Kinds of notification it is told of, separated by spaces.
    kinds = models.CharField(max_length=300)
    # What the person calls this device; a browser's own name unless changed.
    device = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("appareil à prévenir")
        verbose_name_plural = _("appareils à prévenir")
        constraints = (models.UniqueConstraint(fields=["actor", "endpoint_digest"], name="community_push_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.pk}"


class Frequency(models.TextChoices):
    """How often somebody gets a letter of what it missed."""

    NEVER = "never", _("jamais")
    DAILY = "daily", _("chaque matin")
    WEEKLY = "weekly", _("chaque lundi matin")


class Digest(models.Model):
    """The letters an actor asked for: how often, when the next one is due, and of which day the last one was."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(max_length=6, choices=Frequency, default=Frequency.NEVER)
    # Empty while there is none to come.
    due_at = models.DateTimeField(null=True, blank=True)
    # From when the next letter tells.
    told_up_to = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("résumé par courriel")
        verbose_name_plural = _("résumés par courriel")
        indexes = (
            models.Index(fields=["due_at"], name="community_digest_due", condition=models.Q(due_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} {self.frequency}"


class FeedKey(models.Model):
    """The secret address under which an actor reads the feed of a group; deleting the row closes it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("adresse de flux")
        verbose_name_plural = _("adresses de flux")
        constraints = (models.UniqueConstraint(fields=["actor", "group"], name="community_feedkey_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.group_id}"
