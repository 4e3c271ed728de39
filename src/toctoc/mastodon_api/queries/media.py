"""The files of posts as apps fetch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.models import Attachment
from toctoc.mastodon_api.rules.media import attachment_of, facts_of
from toctoc.media.queries import signed_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.media.models import File
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url


def attachments_by_post(post_ids: Sequence[int], viewer: Viewer | None = None) -> dict[int, list[dict[str, object]]]:
    """Return MediaAttachments of posts in their order; who may read the posts is asked before.

    Apps load files without a token: for a ``viewer`` addresses are signed, without one they are those for everybody.
    """
    rows = Attachment.objects.filter(post__in=post_ids).select_related("file").order_by("post", "position")
    found: dict[int, list[dict[str, object]]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append(attachment(row.file, viewer.actor_id if viewer else None))
    return found


def attachment(file: File, reader_id: int | None) -> dict[str, object]:
    """Return the MediaAttachment of a file, for one reader or for everybody; without addresses until it is ready."""

    def address(variant: str) -> str:
        path = file.ended_address(variant) if reader_id is None else signed_address(file, variant, reader_id)
        return f"{BASE_URL}{path}"

    return attachment_of(
        facts_of(
            file_id=file.pk,
            kind=file.kind,
            variants=file.variants if file.is_ready else {},
            address=address,
            description=file.description,
            blurhash=file.blurhash if file.is_ready else "",
            seconds=file.duration or float(file.seconds),
            focus=(file.focus_x, file.focus_y),
        )
    )
