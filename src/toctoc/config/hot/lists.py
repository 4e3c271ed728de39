"""Lanes of our JSON API: the home timeline, the newest threads, the questions, for the bearer of a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.conf import settings

from toctoc.community.queries import prepared
from toctoc.community.queries.home import home_lists
from toctoc.community.queries.posts import newest_threads
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.community.rules.filters import Place
from toctoc.config.hot.answers import Answer
from toctoc.kernel.errors import Invalid
from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, Cut, Page, cut, next_link
from toctoc.people.services.tokens import actor_id_of, bearer_of
from toctoc.questions.queries.lists import Filter, newest_questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIEnvironment

    from toctoc.people.rules.audience import Viewer

JSON_TYPE = "application/json; charset=utf-8"
FIRST_PAGE = Cut()
EVERY_QUESTION = Filter()
BASE_URL = settings.ENVIRONMENT.base_url


def home(reader: int, asked: Cut) -> tuple[Page[int], Viewer]:
    """Return a page of the reader's home timeline, and the reader's standing."""
    glance = home_lists.glance(reader, asked)
    return glance.page, glance.viewer


def questions(reader: int, asked: Cut) -> tuple[Page[int], Viewer]:
    """Return a page of the newest questions, and the reader's standing."""
    viewer = viewer_of_actor(reader)
    return newest_questions(viewer, EVERY_QUESTION, asked), viewer


def newest(reader: int, asked: Cut) -> tuple[Page[int], Viewer]:
    """Return a page of the newest threads, whoever began them, and the reader's standing."""
    viewer = viewer_of_actor(reader)
    return newest_threads(viewer, asked), viewer


HOME = "/api/toctoc/v1/timelines/home"
LISTS: dict[str, Callable[[int, Cut], tuple[Page[int], Viewer]]] = {
    HOME: home,
    "/api/toctoc/v1/questions": questions,
    "/api/toctoc/v1/timelines/public": newest,
}


def answer(environ: WSGIEnvironment) -> Answer | None:
    """Answer a list that a token asked for, or nothing when the request is not a plain one."""
    path = environ["PATH_INFO"]
    query = environ.get("QUERY_STRING", "")
    asked = FIRST_PAGE if not query else _page_asked(query)
    reader = _reader(environ)
    if reader is None or asked is None:
        return None
    page, viewer = LISTS[path](reader, asked)
    place = Place.HOME if path == HOME else Place.LISTS
    if viewer.actor_id is None:
        return None
    headers = [("Content-Type", JSON_TYPE)]
    if page.next_before is not None:
        headers.append(("Link", next_link(BASE_URL + path, query, "before", page.next_before)))
    return Answer(prepared.listing(page, viewer, place), headers)


def _reader(environ: WSGIEnvironment) -> int | None:
    """Return the actor whose token the request carries, when the token may read."""
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    bearer = bearer_of(token.strip()) if scheme.lower() == "bearer" else None
    return actor_id_of(bearer) if bearer is not None and bearer.may_read else None


def _page_asked(query: str) -> Cut | None:
    """Return the page a query string asks for; ``None`` when it says anything the site should look at."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True)
        asked = dict(pairs)
        if len(asked) < len(pairs) or not asked.keys() <= {"before", "limit"}:
            return None
        limit = int(asked.get("limit", PAGE_SIZE))
        return cut(asked.get("before"), limit) if 1 <= limit <= LARGEST_PAGE else None
    except (ValueError, Invalid):
        return None
