"""Actor: a public identity that posts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models.account import Account


class ActorKind(models.TextChoices):
    """What speaks; its ActivityPub twins are Person, Organization, Group, Service and Service."""

    PERSON = "person", _("personne")
    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("groupe")
    BOT = "bot", _("automate")
    OBJECT = "object", _("objet")


class ActorQuerySet(models.QuerySet["Actor"]):
    """Actors by what readers ask of them."""

    def speaking(self) -> ActorQuerySet:
        """Leave out the suspended, those who left, and those whose registration nobody has accepted yet."""
        accepted = models.Q(account=None) | models.Q(account__approved_at__isnull=False)
        return self.filter(accepted, suspended_at=None, left_at=None)


class Actor(models.Model):
    """A person, organisation, group, bot or object as others see it, under a pseudonym by default.

    The profession an actor *declares* and the one it has *proved* are two columns: only the second opens
    a door, and only ``people.policies`` reads it.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # Empty for groups, bots, objects and remote actors: nobody signs in as them.
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="actors")
    kind = models.CharField(max_length=12, choices=ActorKind, default=ActorKind.PERSON)
    handle = models.CharField(_("identifiant"), max_length=30)
    # Empty here; the host name for somebody of another server.
    domain = models.CharField(max_length=255, blank=True, default="")
    display_name = models.CharField(_("nom affiché"), max_length=60)
    # Slugs of rules.professions; empty for patients and relatives.
    profession = models.CharField(_("profession"), max_length=30, blank=True, default="")
    specialty = models.CharField(_("spécialité"), max_length=30, blank=True, default="")
    # Code of rules.departments; empty when not told.
    department = models.CharField(_("département"), max_length=3, blank=True, default="")
    # Comma-separated two-letter codes, the first is what the actor writes.
    languages = models.CharField(_("langues"), max_length=40, default="fr")
    note = models.CharField(_("présentation"), max_length=500, blank=True, default="")

    # Columns of choices are younger than the first release: the release before goes on writing during an upgrade.
    # Whoever wants to follow asks first (services.requests).
    approves_followers = models.BooleanField(_("approuve ses abonnés"), default=False, db_default=False)
    # A person who says that a program writes here; an actor of the kind ``bot`` is one anyway.
    is_automated = models.BooleanField(_("compte automatisé"), default=False, db_default=False)

    # Copied from the proof in force by services.proofs, so that a read needs no join. Columns younger than the first
    # release have a default in the database, for the release before, which goes on writing during an upgrade.
    proved_profession = models.CharField(max_length=30, blank=True, default="", editable=False)
    # Apart from ``specialty``, which may be only declared: a seal says nothing that was not proved.
    proved_specialty = models.CharField(max_length=30, blank=True, default="", db_default="", editable=False)
    # What an organisation proved to be; apart, because it opens nothing that is for professionals.
    proved_institution = models.CharField(max_length=30, blank=True, default="", db_default="", editable=False)
    proved_until = models.DateTimeField(null=True, blank=True, editable=False)
    # How and in which month, for the seal.
    proved_path = models.CharField(max_length=20, blank=True, default="", db_default="", editable=False)
    proved_since = models.DateField(null=True, blank=True, editable=False)

    followers_count = models.PositiveIntegerField(default=0, editable=False)
    following_count = models.PositiveIntegerField(default=0, editable=False)
    posts_count = models.PositiveIntegerField(default=0, editable=False)
    # Answers given to others' questions: "help given", shown before any follower count.
    answers_count = models.PositiveIntegerField(default=0, editable=False)
    # No thread begun and no boost made by this actor is newer: lets a home page skip the quiet without reading them.
    last_thread_id = models.BigIntegerField(default=0, editable=False)
    # Grows with every follow and unfollow by this actor, so that cached home lists know they are old.
    follows_version = models.PositiveIntegerField(default=0, editable=False)

    # Audience words of the groups and circles it belongs to, separated by spaces; written by services.memberships, so
    # that no reader needs a join to know what it may read.
    memberships = models.TextField(blank=True, default="", db_default="", editable=False)
    # How many blocks name it, on either side: without one, reading costs nothing more.
    blocks_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Another number with each change of whom and what it wants not to hear; zero for who never asked for quiet.
    quiet_version = models.BigIntegerField(default=0, db_default=0, editable=False)

    suspended_at = models.DateTimeField(null=True, blank=True)
    # Since when moderation keeps it out of public lists, and of the notifications of whoever does not follow it.
    limited_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When the erasing begins, for an actor whose account left: its actors go at different moments, so that nobody who
    # watches learns that they were one person's.
    leaves_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when nothing is left of it but a nameless row, around which the answers of others stand.
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("acteur")
        verbose_name_plural = _("acteurs")
        constraints = (
            models.UniqueConstraint(fields=["handle", "domain"], name="people_actor_handle_once_per_domain"),
        )
        indexes = (
            models.Index(fields=["proved_profession", "proved_until"], name="people_actor_proved"),
            models.Index(
                fields=["leaves_at"], name="people_actor_leaving", condition=models.Q(leaves_at__isnull=False)
            ),
            models.Index(fields=["id"], name="people_actor_limited", condition=models.Q(limited_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"@{self.handle}@{self.domain}" if self.domain else f"@{self.handle}"


class RetiredHandle(models.Model):
    """A handle whose actor left, as a keyed digest: nobody takes the name of somebody who is gone."""

    digest = models.BinaryField(max_length=32, primary_key=True)

    class Meta:
        verbose_name = _("identifiant retiré")
        verbose_name_plural = _("identifiants retirés")

    def __str__(self) -> str:
        return "—"
