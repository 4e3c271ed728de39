"""Erase what a post carried beside its text, once nothing brings it back."""

from __future__ import annotations

from django.db import transaction

from toctoc.community.models import Orientation, Pin, Poll, Post


@transaction.atomic
def erase_carried(*, post_id: int) -> None:
    """Erase the warning, the poll with its votes, the link to what was quoted, and the pin."""
    Post.objects.filter(pk=post_id).update(warning="", quoted=None)
    Poll.objects.filter(pk=post_id).delete()
    Pin.objects.filter(post=post_id).delete()
    Orientation.objects.filter(post=post_id).delete()
