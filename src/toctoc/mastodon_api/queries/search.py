"""What apps find: people, posts, hashtags; addresses of this place lead to what they show."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.models import Hashtag, Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.found import Sieve, find_posts, find_tags
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.accounts import actor_id_called, ids_found
from toctoc.people.models import Follow
from toctoc.people.rules.audience import UNLISTED
from toctoc.search.services.ask import NotBuilt

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url
HOST = BASE_URL.partition("://")[2]
LONGEST_ASKED = 500
# Rows of hashtags looked at: what begins as one asks, and is too new for the index.
MOST_ROWS = 2_000
MOST_WORDS = 80
_WORD = re.compile(r"\w{1,50}")
_POST = re.compile(r"/(?:messages|questions|@[^/]+)/([0-9]{1,18})/?")
_PERSON = re.compile(r"/@([A-Za-z0-9_]{1,30})/?")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address of this place shows: a post, or an actor; neither for any other."""

    post_id: int | None = None
    actor_id: int | None = None


def shown_at(text: str, viewer: Viewer) -> Address | None:
    """Return what an address shows, ``None`` when ``text`` is no address at all."""
    if not text.startswith(("https://", "http://")) or " " in text:
        return None
    path = text.partition("#")[0].partition("?")[0]
    if not path.startswith(f"{BASE_URL}/"):
        return Address()
    path = path.removeprefix(BASE_URL)
    if post := _POST.fullmatch(path):
        return Address(post_id=int(post[1]))
    if person := _PERSON.fullmatch(path):
        try:
            return Address(actor_id=actor_id_called(person[1], HOST, viewer))
        except Missing:
            return Address()
    return Address()


def people_found(viewer: Viewer, text: str, *, following: bool = False) -> list[int]:
    """Return actors by handle or name; with ``following`` only those the viewer follows."""
    ids = ids_found(viewer, text, HOST)
    if not following:
        return ids
    mine = Follow.objects.filter(follower=viewer.actor_id or 0, followee__in=ids)
    followed = set(mine.values_list("followee", flat=True))
    return [actor_id for actor_id in ids if actor_id in followed]


def posts_found(viewer: Viewer, text: str, sieve: Sieve) -> list[int]:
    """Return posts with the words; none while the index is being built."""
    try:
        return find_posts(viewer, text, sieve).ids
    except NotBuilt:
        return []


def words_found(viewer: Viewer, text: str) -> list[str]:
    """Return the hashtags that begin so on posts that the viewer may find, the very word first, then by name.

    What was written a moment ago is found by its row, before the index knows of it.
    """
    beginning = text.strip().removeprefix("#").lower()
    if not _WORD.fullmatch(beginning):
        return []
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    rows = Hashtag.objects.filter(word__gte=beginning, word__lt=after, word__startswith=beginning)
    rows = rows.filter(post__in=_listed(viewer)).order_by("word", "post")
    words = dict.fromkeys(rows.values_list("word", flat=True)[:MOST_ROWS])
    with suppress(NotBuilt):
        words |= dict.fromkeys(find_tags(viewer, beginning, MOST_WORDS))
    return sorted(words, key=lambda word: (word != beginning, word))


def _listed(viewer: Viewer) -> QuerySet[Post]:
    return Post.objects.filter(visible_to(viewer), author__limited_at=None).exclude(audience=UNLISTED)
