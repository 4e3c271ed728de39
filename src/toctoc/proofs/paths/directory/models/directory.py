"""The directory: editions, of which one is read, and who is listed in each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock

DIGEST = 16


class Edition(models.Model):
    """One import of the file. Rows are written under one that nobody reads, which then becomes current at once."""

    class State(models.TextChoices):
        """Being written, read, or about to be removed."""

        WRITTEN = "written", _("en cours d’import")
        CURRENT = "current", _("lue")
        PAST = "past", _("remplacée")

    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITTEN)
    # Rows read and people kept: the next file should not have far fewer.
    rows = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    # SHA-256 of the file's lines, and a digest that changes with the server's key: digests of two keys say nothing
    # of each other.
    content = models.BinaryField(max_length=32)
    key_mark = models.BinaryField(max_length=DIGEST)
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("édition de l’annuaire")
        verbose_name_plural = _("éditions de l’annuaire")
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="current"), name="proof_directory_one_current_edition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.people}"


class Listed(models.Model):
    """A person in an edition: digests and codes alone, although the file is public.

    ``names`` and the two kinds of mailboxes are digests of 16 bytes, one after the other, bound to the number. A
    mailbox that the file gives to several numbers is shared: it proves somebody only when it carries their name.
    """

    # No index of its own: the constraint begins with it.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BinaryField(max_length=DIGEST)
    names = models.BinaryField()
    own_mailboxes = models.BinaryField()
    shared_mailboxes = models.BinaryField()
    # What rules.rows.Practice writes, apart by spaces.
    practices = models.TextField()

    class Meta:
        verbose_name = _("personne de l’annuaire")
        verbose_name_plural = _("personnes de l’annuaire")
        constraints = (models.UniqueConstraint(fields=["edition", "number"], name="proof_directory_listed_once"),)

    def __str__(self) -> str:
        return self.practices
