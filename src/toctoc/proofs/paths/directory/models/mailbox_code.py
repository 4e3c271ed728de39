"""Codes sent to professional mailboxes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models import Actor


class MailboxCode(models.Model):
    """The code an actor asked for last; asking again replaces it, and nobody else's request does.

    A request that nothing in the directory answers leaves the same row, with a code that nobody can type.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # Digest of the national identifier, as in ``Listed``.
    number = models.BinaryField(max_length=16)
    # Keyed digest, bound to the actor and the moment; empty once it was accepted.
    code = models.BinaryField(max_length=32)
    tries_left = models.PositiveSmallIntegerField()
    # The address and the code, sealed, until the letter has left.
    letter = models.BinaryField()
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("code envoyé")
        verbose_name_plural = _("codes envoyés")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
