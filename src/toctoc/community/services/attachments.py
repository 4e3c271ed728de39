"""What becomes of the files of posts."""

from __future__ import annotations

from django.db import transaction

from toctoc.community.models import Attachment, Post
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.services import fragments
from toctoc.live.services import announce
from toctoc.media.services import files


@transaction.atomic
def erase_files_of_post(*, post_id: int) -> None:
    """Erase the files of a post that nothing brings back."""
    attachments = list(Attachment.objects.filter(post=post_id).select_related("file").order_by("file"))
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in attachments]).delete()
    for attachment in attachments:
        files.erase(file=attachment.file)


@transaction.atomic
def detach(*, file_id: int) -> None:
    """Take a file off its post, which goes on without it."""
    attachment = Attachment.objects.filter(file=file_id).first()
    if attachment is not None:
        attachment.delete()
        show_again(post_id=attachment.post_id)


@transaction.atomic
def show_again_with(*, file_id: int) -> None:
    """Prepare the post again whose file is ready, refused or described anew."""
    attachment = Attachment.objects.filter(file=file_id).first()
    if attachment is not None:
        show_again(post_id=attachment.post_id)


def show_again(*, post_id: int) -> None:
    """Prepare a post again, and tell open pages as after an edit."""
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    if post.deleted_at is not None:
        return
    fragments.prepare_again(post)
    payload = {"id": str(post.pk), "thread": str(post.thread_id)}
    announce("edited", channels=channels_of_post(post.pk, post.audience), payload=payload, subject=post.pk)
