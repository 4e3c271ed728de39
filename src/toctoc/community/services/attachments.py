"""What becomes of the files of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Attachment, Post
from toctoc.community.policies import may_change
from toctoc.community.queries.attachments import files_of
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.services import fragments
from toctoc.community.services.gates import Intent, pass_gates
from toctoc.community.services.parts.media import NAME as MEDIA
from toctoc.community.services.parts.media import check_together
from toctoc.kernel.errors import Invalid
from toctoc.live.services import announce
from toctoc.media.rules.kinds import Kind
from toctoc.media.services import files
from toctoc.media.services.masking import hold_to_patients
from toctoc.privacy.services import speech
from toctoc.privacy.services.speech import asks_closing

if TYPE_CHECKING:
    from collections.abc import Sequence

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
def set_free(*, owner: Actor, post: Post) -> None:
    """Take the files off a post of one's own that is about to go, so that the next one may carry them."""
    attachments = Attachment.objects.filter(post=post.pk, file__owner=owner)
    file_ids = list(attachments.values_list("file_id", flat=True))
    attachments.delete()
    files.release(owner=owner, file_ids=file_ids)


@transaction.atomic
def carry(*, editor: Actor, post: Post, file_ids: Sequence[int]) -> None:
    """Let a post of one's own carry these files, in this order; those that it carries no longer are erased.

    Raises what writing with them, or editing, would raise.
    """
    may_change(editor, post)
    held = Post.objects.select_for_update(no_key=True, of=("self",)).select_related("author", "thread").get(pk=post.pk)
    known = {row.file_id: row for row in Attachment.objects.filter(post=held).select_related("file")}
    if list(known) == list(file_ids):
        return
    new = files.use(owner=editor, file_ids=[file_id for file_id in file_ids if file_id not in known])
    carried = {file.pk: file for file in (*new, *(row.file for row in known.values()))}
    wanted = [carried[file_id] for file_id in dict.fromkeys(file_ids)]
    check_together(wanted)
    _replace(held, wanted)
    pass_gates(Intent(held, before=held.text))
    for file_id, row in known.items():
        if file_id not in file_ids:
            files.erase(file=row.file)
    show_again(post_id=held.pk)


def _replace(post: Post, files_now: Sequence[File]) -> None:
    Attachment.objects.filter(post=post).delete()
    Attachment.objects.bulk_create(Attachment(post=post, file=file, position=n) for n, file in enumerate(files_now))
    others = [part for part in post.parts.split() if part != MEDIA]
    post.parts = " ".join([*others, MEDIA] if files_now else others)
    Post.objects.filter(pk=post.pk).update(parts=post.parts)


@transaction.atomic
def describe(*, owner: Actor, file: File, description: Cleared) -> File:
    """Say what a file shows, again; raise what editing the post that carries it would raise, and what media raises."""
    attachment = Attachment.objects.filter(file=file.pk).select_related("post__author", "post__thread").first()
    if attachment is not None:
        post = attachment.post
        may_change(owner, post)
        if file.kind == Kind.SOUND and file.description and not description.text:
            raise Invalid("Un message vocal envoyé garde sa transcription. Corrigez-la plutôt.", field="media")
        pass_gates(Intent(post, before=post.text))
        # What a description tells, it may tell of somebody who is cared for.
        if asks_closing(owner, [description.text]):
            hold_to_patients(files=files_of(post))
        speech.record(writer=owner, subject=f"post:{post.pk}", cleared=description)
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
