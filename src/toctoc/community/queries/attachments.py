"""The files of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Attachment, Post
from toctoc.community.policies import visible_to

if TYPE_CHECKING:
    from toctoc.media.models import File
    from toctoc.people.rules.audience import Viewer


def shows_file(viewer: Viewer, file: File) -> bool:
    """Tell whether ``viewer`` may read the post that carries ``file``: its audience is the file's."""
    readable = Post.objects.filter(visible_to(viewer))
    return Attachment.objects.filter(file=file.pk, post__in=readable).exists()


def files_of(post: Post) -> list[File]:
    """Return the files of a post, in their order; the caller may read it."""
    attachments = Attachment.objects.filter(post=post).select_related("file").order_by("position")
    return [attachment.file for attachment in attachments]
