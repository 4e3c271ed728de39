"""Welcome: a newcomer's first words in a group, and who was asked to answer them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.groups.models.group import Group
from toctoc.kernel import clock
from toctoc.people.models import Actor


class Welcome(models.Model):
    """A first post that waits for an answer, or got one."""

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="welcomes", db_index=False)
    newcomer = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(default=clock.now)
    # When the next volunteer is to be asked; nothing once answered, or once enough were asked.
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("accueil")
        verbose_name_plural = _("accueils")
        constraints = (models.UniqueConstraint(fields=["group", "newcomer"], name="groups_welcomed_once"),)
        indexes = (
            models.Index(fields=["due_at"], name="groups_welcome_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["group", "answered_at"], name="groups_welcome_answered"),
        )

    def __str__(self) -> str:
        return f"accueil {self.post_id}"


class Turn(models.Model):
    """A volunteer was asked to answer a newcomer."""

    welcome = models.ForeignKey(Welcome, on_delete=models.CASCADE, related_name="turns", db_index=False)
    # Apart from the welcome's, so that the load of a volunteer is one index range.
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    welcomer = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("tour d’accueil")
        verbose_name_plural = _("tours d’accueil")
        constraints = (models.UniqueConstraint(fields=["welcome", "welcomer"], name="groups_turn_once"),)
        indexes = (models.Index(fields=["group", "given_at"], name="groups_turn_recent"),)

    def __str__(self) -> str:
        return f"{self.welcome_id} → {self.welcomer_id}"
