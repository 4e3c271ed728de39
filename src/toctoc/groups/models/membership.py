"""Membership: who belongs to a group; JoinRequest, Invitation, Ban: who is at its door."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.groups.models.group import Group
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

LONGEST_WORD = 500


class Role(models.TextChoices):
    """What a member does for a group."""

    MEMBER = "member", _("membre")
    WELCOMER = "welcomer", _("accueille")
    MODERATOR = "moderator", _("modère")


class Membership(models.Model):
    """An actor belongs to a group; the word it reads by is on the actor (``people.services.memberships``)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=clock.now)
    # Wants neither the week's letter nor to be told of events.
    muted = models.BooleanField(default=False)
    # When this member first wrote there; a newcomer is who has not.
    spoke_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = (models.UniqueConstraint(fields=["group", "actor"], name="groups_member_once"),)
        indexes = (
            models.Index(fields=["group", "id"], name="groups_member_list"),
            models.Index(fields=["group", "role"], name="groups_member_role", condition=~models.Q(role="member")),
        )

    def __str__(self) -> str:
        return f"{self.actor_id} ∈ {self.group_id}"


class JoinRequest(models.Model):
    """An actor asked to enter, with a word for the moderators."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="requests", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("demande d’entrée")
        verbose_name_plural = _("demandes d’entrée")
        constraints = (models.UniqueConstraint(fields=["group", "actor"], name="groups_request_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.group_id}"


class Invitation(models.Model):
    """A moderator holds the door open for an actor."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # Nobody once who invited has left.
    invited_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (models.UniqueConstraint(fields=["group", "actor"], name="groups_invitation_once"),)

    def __str__(self) -> str:
        return f"{self.group_id} → {self.actor_id}"


class Ban(models.Model):
    """An actor no longer enters a group, by any door."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="bans", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    banned_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    banned_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = (models.UniqueConstraint(fields=["group", "actor"], name="groups_ban_once"),)

    def __str__(self) -> str:
        return f"{self.group_id} ✕ {self.actor_id}"
