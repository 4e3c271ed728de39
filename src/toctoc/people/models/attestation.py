"""Attestations: keys, what was issued to whom not said, which servers are believed, what was accepted from them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.account import Account
from toctoc.people.models.actor import Actor
from toctoc.people.models.proof import Proof

LONGEST_KEY = 60
LONGEST_ADDRESS = 500


class ServerKey(models.Model):
    """A key with which this server signs, or signed: retired ones stay, so that what they signed can be checked."""

    # A Multikey; the private half is sealed (services.keys) and never leaves this row otherwise.
    public = models.CharField(max_length=LONGEST_KEY, unique=True)
    sealed = models.BinaryField()
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("clé du serveur")
        verbose_name_plural = _("clés du serveur")
        constraints = (
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="people_server_key_one_current"
            ),
        )

    def __str__(self) -> str:
        return self.public


class ActorKey(models.Model):
    """The key an actor is known by on other servers; of a remote actor the public half alone, as its server showed."""

    actor = models.OneToOneField(Actor, primary_key=True, on_delete=models.CASCADE, related_name="+")
    public = models.CharField(max_length=LONGEST_KEY)
    # Empty for a remote actor.
    sealed = models.BinaryField(default=b"")
    # The address a remote actor is known by; empty for ours, whose address follows from the handle.
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True, default="")

    class Meta:
        verbose_name = _("clé d’un acteur")
        verbose_name_plural = _("clés des acteurs")

    def __str__(self) -> str:
        return self.public


class StatusList(models.Model):
    """A published list of bits; ``prepared`` is what is served, signed at ``prepared_at``."""

    prepared = models.BinaryField(default=b"")
    prepared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("liste de statuts")
        verbose_name_plural = _("listes de statuts")

    def __str__(self) -> str:
        return str(self.pk)


class IssuedAttestation(models.Model):
    """A place in a status list, taken until the attestation ends. For which server it was, no row says."""

    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="+", db_index=False)
    index = models.PositiveIntegerField()
    # Nothing once the proof was erased with its actor: then the bit is set.
    proof = models.ForeignKey(Proof, null=True, on_delete=models.SET_NULL, related_name="+")
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attestation délivrée")
        verbose_name_plural = _("attestations délivrées")
        constraints = (models.UniqueConstraint(fields=["status_list", "index"], name="people_issued_index_once"),)
        indexes = (models.Index(fields=["ends_at"], name="people_issued_ending"),)

    def __str__(self) -> str:
        return f"{self.status_list_id}#{self.index}"


class TrustedServer(models.Model):
    """A server that this one believes, for what, and who decided so. Nobody is believed without a row."""

    # Host, with its port when it is not the usual one.
    domain = models.CharField(_("serveur"), max_length=255, unique=True)
    # Multikeys, one a line; none pinned: those that its did.json says.
    pinned_keys = models.TextField(blank=True, default="")
    fetched_keys = models.TextField(blank=True, default="")
    fetched_at = models.DateTimeField(null=True)
    # Slugs of rules.professions and of rules.paths, separated by spaces.
    professions = models.TextField()
    paths = models.TextField()
    # How old a proof may be, in days.
    longest_days = models.PositiveSmallIntegerField()
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("serveur cru")
        verbose_name_plural = _("serveurs crus")

    def __str__(self) -> str:
        return self.domain


class AcceptedAttestation(models.Model):
    """The attestation on which a remote actor's proof rests, kept to be looked at anew until the proof ends."""

    proof = models.OneToOneField(Proof, primary_key=True, on_delete=models.CASCADE, related_name="+")
    # Host of the server that issued it.
    domain = models.CharField(max_length=255, db_index=True)
    document = models.TextField()
    list_address = models.CharField(max_length=LONGEST_ADDRESS)
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attestation acceptée")
        verbose_name_plural = _("attestations acceptées")

    def __str__(self) -> str:
        return f"{self.domain} → {self.proof_id}"
