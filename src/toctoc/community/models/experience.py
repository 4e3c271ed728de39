"""Experience: what somebody lived, told in five parts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post


class Experience(models.Model):
    """The parts of a post of lived experience (``rules.experience``), each cleared by the guard or empty."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="experience")
    happened = models.TextField(blank=True)
    helped = models.TextField(blank=True)
    did_not = models.TextField(blank=True)
    to_doctor = models.TextField(blank=True)
    to_newcomer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("vécu")
        verbose_name_plural = _("vécus")

    def __str__(self) -> str:
        return f"experience {self.post_id}"
