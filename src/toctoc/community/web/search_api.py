"""The search in our JSON API."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from toctoc.community.queries import prepared
from toctoc.community.queries.found import Sieve, find_posts
from toctoc.community.rules.shapes import PostListShape
from toctoc.kernel.errors import TooMany
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, Page
from toctoc.people.policies import viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.search.rules.words import LONGEST_ASKED
from toctoc.search.services.ask import NotBuilt

router = Router(tags=["search"])
RETRY_AFTER_SECONDS = 60


class SearchIn(Schema):
    """What is looked for; what is empty does not restrict."""

    q: str = Field(max_length=LONGEST_ASKED, description="Words; between quotes, words that follow each other.")
    kind: str = Field(default="", description="`post` or `question`.", pattern="^[a-z]{0,12}$")
    voice: str = Field(default="", description="Slug of a voice.", pattern="^[a-z]{0,12}$")
    profession: str = Field(default="", description="Slug of what its author proved.", pattern="^[a-z_]{0,30}$")
    state: str = Field(default="", description="State of a question.", pattern="^[a-z]{0,12}$")
    language: str = Field(default="", description="Code of its language.", pattern="^[A-Za-z-]{0,6}$")
    author: str = Field(default="", description="Handle of its author.", pattern="^[A-Za-z0-9_]{0,30}$")
    limit: int = Field(default=PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many at most.")


@router.get("/search", response=PostListShape, summary="Find posts")
def search_posts(request: HttpRequest, asked: Annotated[SearchIn, Query()]) -> HttpResponse:
    """Return posts that the caller may read and that have all the words, or some when none has all.

    The best come first; `next` is always empty. While the index is being built it answers 429.
    """
    viewer = viewer_of(request)
    author = actor_shown_to(viewer, asked.author).pk if asked.author else 0
    sieve = Sieve(asked.kind, asked.voice, asked.profession, asked.state, asked.language, author)
    try:
        ids = find_posts(viewer, asked.q.replace("\0", " "), sieve).ids
    except NotBuilt:
        sentence = "La recherche se reconstruit. Elle répondra de nouveau dans un instant."
        raise TooMany(sentence, retry_after=RETRY_AFTER_SECONDS) from None
    page = prepared.listing(Page(ids[: asked.limit], None), viewer)
    return HttpResponse(page, content_type="application/json; charset=utf-8")
