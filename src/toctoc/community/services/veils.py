"""Veil a post, or lift its veil: apps keep its pictures behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Post
from toctoc.community.policies import may_edit
from toctoc.community.services.attachments import show_again

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@transaction.atomic
def veil(*, editor: Actor, post: Post) -> None:
    """Ask apps to veil a post of one's own; doing it twice changes nothing."""
    _set(editor, post, is_sensitive=True)


@transaction.atomic
def unveil(*, editor: Actor, post: Post) -> None:
    """Ask apps to veil a post of one's own no longer; doing it twice changes nothing."""
    _set(editor, post, is_sensitive=False)


def _set(editor: Actor, post: Post, *, is_sensitive: bool) -> None:
    may_edit(editor, post)
    changed = Post.objects.filter(pk=post.pk, deleted_at=None).exclude(is_sensitive=is_sensitive)
    if changed.update(is_sensitive=is_sensitive):
        show_again(post_id=post.pk)
