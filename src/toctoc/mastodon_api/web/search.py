"""Search: https://docs.joinmastodon.org/methods/search/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.community.queries.found import Sieve
from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.queries.accounts import accounts_shown
from toctoc.mastodon_api.queries.search import LONGEST_ASKED, Address, people_found, posts_found, shown_at, words_found
from toctoc.mastodon_api.queries.statuses import statuses
from toctoc.mastodon_api.queries.tags import tags
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

USUAL, MOST, DEEPEST = 20, 40, 400
ACCOUNTS, STATUSES, HASHTAGS = "accounts", "statuses", "hashtags"
TYPES = (ACCOUNTS, STATUSES, HASHTAGS)
DIFFERS = "Finds posts of others too, within their audiences; nothing is fetched from other servers yet."


class SearchIn(msgspec.Struct):
    """What is looked for."""

    q: str = ""
    type: str = ""
    following: bool = False
    account_id: str = ""
    max_id: str = ""
    min_id: str = ""
    limit: int = USUAL
    offset: int = 0

    @property
    def sieve(self) -> Sieve:
        """What posts must be besides."""
        author = (id_in(self.account_id) or 1) if self.account_id else 0
        since = id_in(self.min_id)
        return Sieve(author_id=author, since=since + 1 if since is not None else 0, until=id_in(self.max_id) or 0)


@endpoint("GET", "api/v2/search", scope="read:search", access=Access.OPEN, differs=DIFFERS)
def search(call: Call) -> Reply:
    """Return people, posts and hashtags."""
    return said(_found(call))


@endpoint("GET", "api/v1/search", scope="read:search", access=Access.OPEN, differs=DIFFERS)
def search_v1(call: Call) -> Reply:
    """Return the same as apps from before know it: hashtags are words."""
    found = _found(call)
    return said(found | {HASHTAGS: [tag["name"] for tag in found[HASHTAGS]]})


def _found(call: Call) -> dict[str, list[Any]]:
    asked = call.read(SearchIn)
    text = asked.q.strip()
    if not text or len(text) > LONGEST_ASKED or asked.type not in {"", *TYPES}:
        raise Invalid("Une valeur de cette requête n’a pas la forme attendue.", field="q")
    address = shown_at(text, call.viewer)
    found = _at(call, address) if address is not None else _with_words(call, asked, text)
    kept = {asked.type} if asked.type else set(TYPES)
    return {name: found[name] if name in kept else [] for name in TYPES}


def _at(call: Call, address: Address) -> dict[str, list[Any]]:
    """Return what an address shows to the reader."""
    posts = [address.post_id] if address.post_id else []
    people = [address.actor_id] if address.actor_id else []
    return {
        ACCOUNTS: [msgspec.Raw(account) for account in accounts_shown(people, call.viewer)],
        STATUSES: [msgspec.Raw(status) for status in statuses(posts, call.viewer)],
        HASHTAGS: [],
    }


def _wanted(asked: SearchIn, *, is_tag: bool) -> set[str]:
    if is_tag:
        return ({asked.type} if asked.type else {HASHTAGS}) - {ACCOUNTS}
    return {asked.type} if asked.type else set(TYPES)


def _part(asked: SearchIn) -> slice:
    start = max(0, min(asked.offset, DEEPEST)) if asked.type else 0
    return slice(start, start + max(1, min(asked.limit, MOST)))


def _with_words(call: Call, asked: SearchIn, text: str) -> dict[str, list[Any]]:
    """Return what has the words; a word behind its sign is a hashtag and nothing else, unless posts are asked for."""
    part = _part(asked)
    is_tag = text.startswith("#") and " " not in text
    wanted = _wanted(asked, is_tag=is_tag)
    people = people_found(call.viewer, text, following=asked.following) if ACCOUNTS in wanted else []
    posts = posts_found(call.viewer, text, asked.sieve) if STATUSES in wanted else []
    words = words_found(call.viewer, text) if HASHTAGS in wanted else []
    reader = call.actor if call.viewer.actor_id is not None else None
    return {
        ACCOUNTS: [msgspec.Raw(account) for account in accounts_shown(people[part], call.viewer)],
        STATUSES: [msgspec.Raw(status) for status in statuses(posts[part], call.viewer)],
        HASHTAGS: list(tags(words[part], reader)) if words[part] else [],
    }
