"""Voice notes that nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.queries.attachments import files_of
from toctoc.media.rules.kinds import Kind

if TYPE_CHECKING:
    from toctoc.community.models import Post


def lacks_transcript(post: Post) -> bool:
    """Tell whether a post carries a sound without what is said in it."""
    if "media" not in post.parts.split():
        return False
    return any(file.kind == Kind.SOUND and not file.description.strip() for file in files_of(post))
