"""AppAlert: where an app wants to be told of news, for one token."""

from __future__ import annotations

from django.db import models

from toctoc.kernel import clock, ids
from toctoc.people.models import Actor


class AppAlert(models.Model):
    """The one push subscription of a token; its address and keys rest sealed, and it goes with the token."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    token = models.OneToOneField("oauth2_provider.AccessToken", on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # Address, public key and secret of the app, as JSON.
    sealed = models.BinaryField()
    # Types of notification it is told of (rules.notices), separated by spaces.
    alerts = models.CharField(max_length=200, blank=True)
    # Of whom: ``all``, ``followed``, ``follower``, ``none``.
    policy = models.CharField(max_length=8, default="all")
    # By RFC 8291; otherwise by the draft before it, which apps from before understand.
    is_standard = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.pk}"
