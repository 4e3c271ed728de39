"""Where a post has it from: a short list of links, which the page never follows by itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.models import Reference
from toctoc.community.rules.cards import Part
from toctoc.community.rules.references import KINDS, references_in
from toctoc.jobs.services.queue import enqueue

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras

NAME = "references"
# The task that asks a register for titles, where the operator allows it.
LOOK_UP = "community.look_up_references"
_WORDS = {"fr": "Références", "en": "References"}


def is_in(extras: Extras) -> bool:
    """Tell whether a draft brings a reference; empty lines are none."""
    return any(line.strip() for line in extras.references)


def attach(post: Post, extras: Extras) -> None:
    """Keep the references in due form; raise :class:`Invalid` for one that is none."""
    found = references_in(extras.references)
    Reference.objects.bulk_create(
        Reference(post=post, position=place, kind=one.kind, identifier=one.identifier, address=one.address)
        for place, one in enumerate(found)
    )
    if settings.ENVIRONMENT.lookups != "off":
        enqueue(LOOK_UP, key=f"{LOOK_UP} {post.pk}", post_id=post.pk)


def part_of(post: Post) -> Part:
    """Return the list of references."""
    rows = list(Reference.objects.filter(post=post).order_by("position"))
    items = "".join(_item(row) for row in rows)
    html = {
        language: f'<div class="sources"><p class="small soft">{words}</p><ul>{items}</ul></div>'
        for language, words in _WORDS.items()
    }
    return Part(NAME, html["fr"], html["en"], [_object(row) for row in rows])


def _item(row: Reference) -> str:
    """Return one line; who follows the link tells nobody where it stood."""
    about = escape(f"{row.title}{f' ({row.year})' if row.year else ''}".strip())
    link = f'<a href="{escape(row.address)}" rel="external nofollow noopener noreferrer">{escape(row.identifier)}</a>'
    return f"<li>{KINDS[row.kind]} {link}{f' <cite>{about}</cite>' if about else ''}</li>"


def _object(row: Reference) -> dict[str, object]:
    return {
        "kind": row.kind,
        "identifier": row.identifier,
        "url": row.address,
        "title": row.title or None,
        "year": row.year,
    }
