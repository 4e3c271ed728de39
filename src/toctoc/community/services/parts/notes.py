"""That a note is shown with a post: a link to the page of its notes, the same for every reader.

No draft brings it; :mod:`toctoc.community.services.notes` puts its name on the post. A note has the audience of what it
is about, so whoever reads the card may read it, unless a block stands between them: the page tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Note
from toctoc.community.models.note import PART
from toctoc.community.rules.cards import Part, icon

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras

NAME = PART


def is_in(_extras: Extras) -> bool:
    """Tell that no draft brings notes."""
    return False


def attach(_post: Post, _extras: Extras) -> None:
    """Attach nothing: a note is a post of its own."""


def part_of(post: Post) -> Part:
    """Return the link, and the ids of the notes that are shown."""
    ids = list(Note.objects.filter(aim=post, is_shown=True, post__deleted_at=None).values_list("pk", flat=True))
    words = f"{len(ids)} note{'s' if len(ids) > 1 else ''}"
    html = f'<p class="noted"><a href="/messages/{post.pk}/notes">{icon("note")}{words}</a></p>' if ids else ""
    return Part(NAME, html, html, [str(pk) for pk in ids])
