"""Write whom and what a post names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Hashtag, Mention
from toctoc.community.rules.markdown import named_in
from toctoc.people.queries import actors_by_handles

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor


def write_names(post: Post) -> tuple[Actor, ...]:
    """Write the mentions and hashtags of a post, those of an earlier version forgotten; return who is named."""
    named: tuple[Actor, ...] = ()
    handles, words = named_in(post.text)
    if post.revision > 1:
        Mention.objects.filter(post=post).delete()
        Hashtag.objects.filter(post=post).delete()
    if handles:
        named = tuple(actors_by_handles(set(handles)).values())
        Mention.objects.bulk_create(Mention(post=post, actor=actor) for actor in named)
    if words:
        Hashtag.objects.bulk_create(Hashtag(post=post, word=word) for word in words)
    return named
