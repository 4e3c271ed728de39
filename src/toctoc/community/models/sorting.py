"""NoticePolicy, NoticeRequest and NoticePass: whose news an actor wants to see only once it agreed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models.post import Post
from toctoc.community.rules.sorting import ACCEPT, DROP, FATES
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor

_FATES = [(fate, fate) for fate in FATES]


class NoticePolicy(models.Model):
    """What becomes of news from whom; an actor without a row hears of everybody, save those whom moderation limits."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, primary_key=True, related_name="+")
    for_not_following = models.CharField(max_length=6, choices=_FATES, default=ACCEPT)
    for_not_followers = models.CharField(max_length=6, choices=_FATES, default=ACCEPT)
    for_new_accounts = models.CharField(max_length=6, choices=_FATES, default=ACCEPT)
    for_private_mentions = models.CharField(max_length=6, choices=_FATES, default=ACCEPT)
    for_limited_accounts = models.CharField(max_length=6, choices=_FATES, default=DROP)

    class Meta:
        verbose_name = _("tri des avis")
        verbose_name_plural = _("tris des avis")

    def __str__(self) -> str:
        return f"tri de {self.actor_id}"


class NoticeRequest(models.Model):
    """News of ``sender`` that wait, apart, for ``recipient`` to say whether it wants them."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    recipient = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    sender = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(default=0)
    last_post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("avis mis à part")
        verbose_name_plural = _("avis mis à part")
        constraints = (models.UniqueConstraint(fields=["recipient", "sender"], name="community_notice_request_once"),)
        indexes = (models.Index(fields=["recipient", "id"], name="community_notice_request_of"),)

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"


class NoticePass(models.Model):
    """``recipient`` wants the news of ``sender``, whatever its policy says."""

    recipient = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)
    sender = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("personne dont les avis passent")
        verbose_name_plural = _("personnes dont les avis passent")
        constraints = (models.UniqueConstraint(fields=["recipient", "sender"], name="community_notice_pass_once"),)

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"
