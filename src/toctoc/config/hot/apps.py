"""The lane of apps: the home timeline of the Mastodon API, for the bearer of a token."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.config.hot.answers import Answer
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.home import home_glance, shown
from toctoc.mastodon_api.rules import limits
from toctoc.mastodon_api.rules.pages import Range, links
from toctoc.mastodon_api.web.cors import HEADERS
from toctoc.mastodon_api.web.replies import JSON_TYPE, tag_of
from toctoc.people.services.tokens import bearer_of

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

HOME = "/api/v1/timelines/home"
SCOPE = "read:statuses"
ADDRESS = f"{settings.ENVIRONMENT.base_url}{HOME}"
USUAL, LARGEST = 20, 40
SAME = [("Content-Type", JSON_TYPE), *HEADERS]


def answer(environ: WSGIEnvironment) -> Answer | None:
    """Answer a page of the home timeline, or nothing when the request is not a plain one."""
    query = environ.get("QUERY_STRING", "")
    asked = _asked(query)
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if asked is None or scheme != "Bearer" or "HTTP_IF_NONE_MATCH" in environ:
        return None
    bearer = bearer_of(token.strip())
    if bearer is None or bearer.actor_id is None or not bearer.allows(SCOPE):
        return None
    glance = home_glance(bearer.actor_id, asked)
    if glance.viewer.actor_id is None:
        return None
    left = limits.requests.taken(str(bearer.account_id), limits.OF_ACCOUNT, time.time())
    if left.is_over:
        return None
    body = b"[%s]" % b",".join(shown(glance))
    headers = [*SAME, *left.headers(), ("ETag", tag_of(body))]
    keys = [entry.entry_id for entry in glance.entries]
    link = links(ADDRESS, {"limit": [str(asked.size)]} if query else {}, keys, is_last=glance.page.next_before is None)
    return Answer(body, [*headers, ("Link", link)] if link else headers)


def _asked(query: str) -> Range | None:
    """Return the first page, of any size, or ``None`` when a query string says anything else."""
    if not query:
        return Range(size=USUAL)
    name, _, value = query.partition("=")
    size = id_in(value) if name == "limit" else None
    return Range(size=size) if size is not None and 1 <= size <= LARGEST and value == str(size) else None
