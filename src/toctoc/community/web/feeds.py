"""Atom feeds: of an actor, of a hashtag, and of a group under an address that is one reader's own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from toctoc.community.queries.feeds import group_threads_for, public_posts_with, public_threads_by
from toctoc.community.rules.atom import Entry, Feed, written
from toctoc.community.rules.excerpts import first_words
from toctoc.community.rules.markdown import rendered
from toctoc.community.services.feeds import key_of_secret
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import moment_of
from toctoc.people.queries import actor_by_handle

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.community.models import Post

TITLE = 80
PUBLIC_LASTS = "public, max-age=300"
# A feed of a group is its reader's alone: kept by no cache between, and found by no search engine.
PERSONAL = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
BASE_URL = settings.ENVIRONMENT.base_url


@require_safe
def of_actor(request: HttpRequest, handle: str) -> HttpResponse:
    """Tell of the public threads that an actor begins, as a stranger reads them."""
    author = actor_by_handle(handle)
    page = reverse("profile", args=[author.handle])
    entries = [entry_of(post) for post in public_threads_by(author)]
    title = f"{author.display_name} (@{author.handle})"
    feed = Feed(full_address(request.path), full_address(page), full_address("/"), title, author.created_at, entries)
    return answered(request, feed, PUBLIC_LASTS)


@require_safe
def of_hashtag(request: HttpRequest, word: str) -> HttpResponse:
    """Tell of the public posts that carry a hashtag, as a stranger reads them."""
    if not word.isprintable():
        raise Missing
    entries = [entry_of(post) for post in public_posts_with(word)]
    page = full_address(reverse("hashtag", args=[word.lower()]))
    feed = Feed(full_address(request.path), page, full_address("/"), f"#{word.lower()}", moment_of(0), entries)
    return answered(request, feed, PUBLIC_LASTS)


@require_safe
def of_group(request: HttpRequest, secret: str) -> HttpResponse:
    """Tell a member that something was said in a group, by whom and when: the words stay on the page."""
    key = key_of_secret(secret)
    entries = [_bare(post) for post in group_threads_for(key)]
    page = full_address(f"/groupes/{key.group.handle}")
    # Its id is not its address, which is a secret.
    feed = Feed(page, page, full_address("/"), key.group.display_name, key.made_at, entries)
    response = answered(request, feed, PERSONAL["Cache-Control"])
    for name, value in PERSONAL.items():
        response[name] = value
    return response


def entry_of(post: Post) -> Entry:
    """Return a public post; one with a warning shows the warning, and where to read on."""
    said = post.warning or post.text
    html = "" if post.warning else rendered(post.text, frozenset()).html
    return _bare(post, first_words(said, TITLE), html)


def _bare(post: Post, title: str = "", html: str = "") -> Entry:
    author = post.author
    return Entry(
        address=full_address(post.get_absolute_url()),
        title=title or gettext("Message de %(name)s") % {"name": author.display_name},
        author=author.display_name,
        author_address=full_address(f"/@{author.handle}"),
        published=post.created_at,
        updated=post.edited_at or post.created_at,
        language=post.language,
        html=html,
    )


def full_address(path: str) -> str:
    """Return the address of a path of ours, for programs elsewhere."""
    return f"{BASE_URL}{path}"


def answered(request: HttpRequest, feed: Feed, lasts: str) -> HttpResponse:
    """Answer with a feed, or say that it is as it was (RFC 9110, 13)."""
    body = written(feed).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, lasts
    # Not Last-Modified: a post that is taken back changes a feed without making it newer.
    return get_conditional_response(request, etag=etag, response=response) or response
