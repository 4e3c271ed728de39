"""Reference: where a post has it from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.community.rules.references import KINDS, LONGEST_IDENTIFIER

# The host and what quoting adds come on top of the identifier.
LONGEST_ADDRESS = 800
LONGEST_TITLE = 300


class Reference(models.Model):
    """One reference of a post, in due form and in its canonical writing (``rules.references``)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="references", db_index=False)
    # From 0, in the order they were typed.
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(slug, words) for slug, words in KINDS.items()])
    identifier = models.CharField(max_length=LONGEST_IDENTIFIER)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    # What its register says of it, when the operator lets this server ask; empty otherwise.
    title = models.CharField(max_length=LONGEST_TITLE, blank=True, default="", db_default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("référence")
        verbose_name_plural = _("références")
        constraints = (models.UniqueConstraint(fields=["post", "position"], name="community_reference_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"
