"""Group: a lasting place of people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.groups.rules import kinds
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.rules.audience import group_audience

LONGEST_DESCRIPTION = 2_000
LONGEST_RULES = 4_000
LONGEST_WELCOME = 2_000


def _choices(known: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(slug, words[0]) for slug, words in known.items()]


class Group(models.Model):
    """A group; its name, its handle and the number of its members (``followers_count``) are on its actor."""

    actor = models.OneToOneField(Actor, primary_key=True, on_delete=models.CASCADE, related_name="group")
    kind = models.CharField(max_length=13, choices=_choices(kinds.KINDS))
    # What it is about: the sort of subject, the words or the slug, and the words folded for finding.
    about = models.CharField(max_length=10, choices=_choices(kinds.SUBJECTS), default=kinds.OTHER)
    subject = models.CharField(max_length=kinds.LONGEST_SUBJECT, blank=True, default="")
    subject_key = models.CharField(max_length=kinds.LONGEST_SUBJECT, blank=True, default="")
    joining = models.CharField(max_length=10, choices=_choices(kinds.JOININGS), default=kinds.OPEN)
    # Slugs separated by spaces: which proofs open it; none is any profession.
    professions = models.CharField(max_length=130, blank=True, default="")
    reach = models.CharField(max_length=7, choices=_choices(kinds.REACHES), default=kinds.MEMBERS)
    # No institution, and nobody who speaks for one, ever enters nor learns that it exists. Never taken back.
    is_employer_blind = models.BooleanField(default=False)
    description = models.TextField(blank=True, default="")
    rules = models.TextField(blank=True, default="")
    welcome = models.TextField(blank=True, default="")
    language = models.CharField(max_length=2, default="fr")
    # Nobody once the founder has left.
    made_by = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    # Grows with each change of settings, so that two tabs do not overwrite each other.
    revision = models.PositiveIntegerField(default=1)
    # Since when nobody writes there any more; its history stays with its members.
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("groupe")
        verbose_name_plural = _("groupes")
        constraints = (
            # What strangers see, an employer sees.
            models.CheckConstraint(
                condition=models.Q(is_employer_blind=False) | ~models.Q(reach=kinds.EVERYBODY),
                name="groups_blind_is_not_public",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "actor"], name="groups_group_kind"),
            models.Index(fields=["subject_key", "actor"], name="groups_group_subject"),
        )

    def __str__(self) -> str:
        return f"groupe {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the group's page."""
        return f"/groupes/{self.actor.handle}"

    @property
    def word(self) -> str:
        """The audience word of what is said there."""
        return group_audience(self.pk)

    @property
    def is_archived(self) -> bool:
        """Tell whether nobody writes there any more."""
        return self.archived_at is not None
