"""Page: the one page that members write together; Pin: what stays on top of a group."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.groups.models.group import Group
from toctoc.kernel import clock
from toctoc.people.models import Actor

LONGEST_PAGE = 20_000


class Page(models.Model):
    """What the members of a group wrote together, in the markdown of posts."""

    group = models.OneToOneField(Group, primary_key=True, on_delete=models.CASCADE, related_name="page")
    text = models.TextField(blank=True, default="")
    # Grows with each edit; zero before the first.
    revision = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("page de groupe")
        verbose_name_plural = _("pages de groupe")

    def __str__(self) -> str:
        return f"page {self.group_id} v{self.revision}"


class PageRevision(models.Model):
    """What the page said before an edit."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField()
    edited_by = models.ForeignKey(Actor, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version de page")
        verbose_name_plural = _("versions de page")
        constraints = (models.UniqueConstraint(fields=["page", "number"], name="groups_page_revision_once"),)

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"


class Pin(models.Model):
    """A thread that the moderators keep on top of the group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pins", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    pinned_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("message épinglé")
        verbose_name_plural = _("messages épinglés")
        constraints = (models.UniqueConstraint(fields=["group", "post"], name="groups_pin_once"),)

    def __str__(self) -> str:
        return f"{self.group_id} ⚲ {self.post_id}"
