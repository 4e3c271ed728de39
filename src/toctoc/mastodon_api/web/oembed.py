"""OEmbed: https://docs.joinmastodon.org/methods/oembed/."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import msgspec
from django.utils.translation import gettext

from toctoc.community.queries.posts import visible_post
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.search import BASE_URL, HOST, shown_at
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said
from toctoc.people.rules.audience import STRANGER, STRANGERS

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

DAY = 86_400
NARROWEST, USUAL, WIDEST = 200, 400, 2_000


class EmbedIn(msgspec.Struct):
    """The page to embed."""

    url: str = ""
    maxwidth: int = USUAL


@endpoint("GET", "api/oembed", access=Access.OPEN, differs="A link with the author's name: no page of here is framed.")
def embed(call: Call) -> Reply:
    """Return how to show a public post elsewhere, whoever asks."""
    asked = call.read(EmbedIn)
    address = shown_at(asked.url, STRANGER)
    if address is None or address.post_id is None:
        raise Missing
    post = visible_post(STRANGER, address.post_id)
    if post.audience not in STRANGERS:
        raise Missing
    name = post.author.display_name
    title = gettext("Message de %(name)s") % {"name": name}
    page = f"{BASE_URL}{post.get_absolute_url()}"
    return said(
        {
            "type": "rich",
            "version": "1.0",
            "title": title,
            "author_name": name,
            "author_url": f"{BASE_URL}/@{post.author.handle}",
            "provider_name": HOST,
            "provider_url": f"{BASE_URL}/",
            "cache_age": DAY,
            "html": f'<blockquote><a href="{escape(page)}">{escape(title)}</a></blockquote>',
            "width": max(NARROWEST, min(asked.maxwidth, WIDEST)),
            "height": None,
        }
    )
