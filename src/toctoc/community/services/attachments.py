"""What becomes of the files of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Attachment, Post
from toctoc.community.policies import may_change
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.services import fragments
from toctoc.community.services.gates import Intent, pass_gates
from toctoc.live.services import announce
from toctoc.media.services import files

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.media.models import File
    from toctoc.people.models import Actor


@transaction.atomic
def erase_files_of_post(*, post_id: int) -> None:
    """Erase the files of a post that nothing brings back."""
    attachments = list(Attachment.objects.filter(post=post_id).select_related("file").order_by("file"))
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in attachments]).delete()
    for attachment in attachments:
        files.erase(file=attachment.file)


@transaction.atomic
def describe(*, owner: Actor, file: File, description: Cleared) -> File:
    """Say what a file shows, again; raise what editing the post that carries it would raise, and what media raises."""
    attachment = Attachment.objects.filter(file=file.pk).select_related("post__author", "post__thread").first()
    if attachment is not None:
        post = attachment.post
        may_change(owner, post)
        pass_gates(Intent(post, before=post.text))
    return files.describe(owner=owner, file=file, description=description)


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
