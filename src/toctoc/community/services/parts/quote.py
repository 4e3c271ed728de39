"""The message that a post speaks about.

Only its address is prepared: each reader's page fetches the card through the reader's own audience.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import may_quote
from toctoc.community.rules.cards import Part
from toctoc.kernel.errors import Missing

if TYPE_CHECKING:
    from toctoc.community.rules.drafts import Extras

NAME = "quote"
_WORDS = {"fr": "Lire le message cité", "en": "Read the quoted message"}


def is_in(extras: Extras) -> bool:
    """Tell whether a draft quotes a post."""
    return extras.quoted is not None


def attach(post: Post, extras: Extras) -> None:
    """Keep what the post quotes; raise :class:`Missing` or :class:`Refused` when it may not."""
    quoted = Post.objects.filter(pk=extras.quoted or 0).first()
    if quoted is None:
        raise Missing
    may_quote(post.author, quoted, post.audience)
    Post.objects.filter(pk=post.pk).update(quoted=quoted)
    post.quoted = quoted


def part_of(post: Post) -> Part:
    """Return the link to what is quoted, which a script turns into its card."""
    html = {
        language: f'<p class="quoted" data-card="{post.quoted_id}"><a href="/messages/{post.quoted_id}">{words}</a></p>'
        for language, words in _WORDS.items()
    }
    return Part(NAME, html["fr"], html["en"], str(post.quoted_id))
