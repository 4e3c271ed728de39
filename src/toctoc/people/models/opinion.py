"""What an actor keeps about others: a note for itself, whom it puts forward, which servers it does not want."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models.actor import Actor
from toctoc.people.rules.domains import LONGEST_DOMAIN

LONGEST_ACTOR_NOTE = 2_000


class ActorNote(models.Model):
    """A few words of ``owner`` about ``subject``, which only its owner ever reads."""

    owner = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    subject = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST_ACTOR_NOTE)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("note sur un compte")
        verbose_name_plural = _("notes sur des comptes")
        constraints = (models.UniqueConstraint(fields=["owner", "subject"], name="people_actor_note_once"),)

    def __str__(self) -> str:
        return f"{self.owner_id} sur {self.subject_id}"


class Endorsement(models.Model):
    """``endorser`` puts ``endorsed``, whom it follows, forward on its own profile."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    endorser = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    endorsed = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("mise en avant")
        verbose_name_plural = _("mises en avant")
        constraints = (models.UniqueConstraint(fields=["endorser", "endorsed"], name="people_endorsement_once"),)

    def __str__(self) -> str:
        return f"{self.endorser_id} ★ {self.endorsed_id}"


class DomainBlock(models.Model):
    """``actor`` wants to read nobody of the server ``domain``."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    domain = models.CharField(max_length=LONGEST_DOMAIN)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("serveur bloqué")
        verbose_name_plural = _("serveurs bloqués")
        constraints = (models.UniqueConstraint(fields=["actor", "domain"], name="people_domain_block_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} → {self.domain}"
