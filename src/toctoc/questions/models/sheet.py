"""PracticeSheet: what stays of a closed question, with its versions, authors, references and reviews."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.reference import LONGEST_ADDRESS
from toctoc.community.rules.references import KINDS, LONGEST_IDENTIFIER
from toctoc.kernel import clock, ids
from toctoc.people.models import Account, Actor
from toctoc.people.rules.audience import LONGEST as LONGEST_AUDIENCE
from toctoc.people.rules.languages import LONGEST_CODE
from toctoc.questions.models.question import Question
from toctoc.questions.rules.sheets.evidence import LEVEL_WORDS
from toctoc.questions.rules.sheets.life import INITIAL, SHEET_STATE_WORDS
from toctoc.questions.rules.topics import TOPICS


class PracticeSheet(models.Model):
    """A sheet and where it stands; its words are those of its versions.

    ``audience`` is the question's, unless every author agreed to another; ``review_on`` is that of what is published.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # Empty once the question was deleted: the sheet is its authors' own.
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="sheets")
    audience = models.CharField(max_length=LONGEST_AUDIENCE)
    language = models.CharField(max_length=LONGEST_CODE, default="fr")
    state = models.CharField(
        max_length=9, choices=[(s.value, _(w[0])) for s, w in SHEET_STATE_WORDS.items()], default=INITIAL.value
    )
    state_since = models.DateTimeField(default=clock.now)
    # The number of the newest version, and what readers read; empty until something was published.
    latest = models.PositiveIntegerField(default=1)
    published = models.ForeignKey(
        "SheetVersion", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    # Taken out of everybody's sight by moderation, with its reasons, which the authors read.
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.TextField(blank=True, default="")
    hidden_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("fiche pratique")
        verbose_name_plural = _("fiches pratiques")
        indexes = (
            models.Index(
                fields=["audience", "id"], name="questions_sheets_read", condition=models.Q(published__isnull=False)
            ),
            models.Index(
                fields=["review_on"], name="questions_sheets_to_review", condition=models.Q(state="published")
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.pk} ({self.state})"

    def get_absolute_url(self) -> str:
        """Return the path of its page."""
        return f"/fiches/{self.pk}"


class SheetTopic(models.Model):
    """A topic of a sheet: those of its question."""

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.CASCADE, related_name="topics", db_index=False)
    topic = models.CharField(max_length=30, choices=[(t.slug, t.french) for t in TOPICS.values()])

    class Meta:
        verbose_name = _("thème de fiche")
        verbose_name_plural = _("thèmes de fiche")
        constraints = (models.UniqueConstraint(fields=["sheet", "topic"], name="questions_sheet_topic_once"),)
        indexes = (models.Index(fields=["topic", "sheet"], name="questions_sheets_by_topic"),)

    def __str__(self) -> str:
        return self.topic


class SheetVersion(models.Model):
    """What a sheet said at some moment, and who wrote it so; ``audience`` is the sheet's at that moment."""

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    # Empty once its writer left.
    writer = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    question_text = models.TextField()
    answer = models.TextField()
    dissent = models.TextField(blank=True, default="")
    review_on = models.DateField()
    audience = models.CharField(max_length=LONGEST_AUDIENCE)
    written_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("version de fiche")
        verbose_name_plural = _("versions de fiche")
        constraints = (models.UniqueConstraint(fields=["sheet", "number"], name="questions_sheet_version_once"),)

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.number}"


class SheetReference(models.Model):
    """A reference of a version with its level of evidence; ``identifier`` of a DOI is also kept as it is compared."""

    version = models.ForeignKey(SheetVersion, on_delete=models.CASCADE, related_name="references", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(slug, words) for slug, words in KINDS.items()])
    identifier = models.CharField(max_length=LONGEST_IDENTIFIER)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    level = models.CharField(
        max_length=2, blank=True, default="", choices=[(lv.value, _(w[0])) for lv, w in LEVEL_WORDS.items()]
    )
    doi = models.CharField(max_length=LONGEST_IDENTIFIER, blank=True, default="")

    class Meta:
        verbose_name = _("référence de fiche")
        verbose_name_plural = _("références de fiche")
        constraints = (models.UniqueConstraint(fields=["version", "position"], name="questions_sheet_reference_place"),)
        indexes = (models.Index(fields=["doi"], name="questions_sheet_reference_doi", condition=~models.Q(doi="")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


class SheetAuthor(models.Model):
    """Somebody who was asked to sign a sheet; named only once they agreed, to this audience."""

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.CASCADE, related_name="authors", db_index=False)
    # Empty once they left: what they agreed to stays, without their name.
    actor = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    # The audience under which they agreed to be named.
    agreed_audience = models.CharField(max_length=LONGEST_AUDIENCE, blank=True, default="")

    class Meta:
        verbose_name = _("auteur de fiche")
        verbose_name_plural = _("auteurs de fiche")
        constraints = (models.UniqueConstraint(fields=["sheet", "actor"], name="questions_sheet_author_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} of {self.sheet_id}"


class SheetReview(models.Model):
    """What a proved professional found of one version; profession and department as they were that day."""

    version = models.ForeignKey(SheetVersion, on_delete=models.CASCADE, related_name="reviews", db_index=False)
    reviewer = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    profession = models.CharField(max_length=30)
    department = models.CharField(max_length=3)
    is_right = models.BooleanField()
    remark = models.TextField(blank=True, default="")
    reviewed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")
        constraints = (models.UniqueConstraint(fields=["version", "account"], name="questions_sheet_review_once"),)

    def __str__(self) -> str:
        return f"{self.reviewer_id} on {self.version_id}"


class Retraction(models.Model):
    """What a register says became of an article: retracted, corrected, or of concern."""

    doi = models.CharField(max_length=LONGEST_IDENTIFIER, primary_key=True)
    noted_on = models.DateField(null=True)
    nature = models.CharField(max_length=10)
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("rétractation")
        verbose_name_plural = _("rétractations")

    def __str__(self) -> str:
        return f"{self.doi} ({self.nature})"
