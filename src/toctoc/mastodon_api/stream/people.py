"""People as the stream process reads them: who they are at this moment, whom they follow, block or do not hear."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.community.rules.filters import MOST_FILTERS, sieve_of
from toctoc.community.rules.quiet import MOST_MUTES, NOTHING, Quiet
from toctoc.kernel import clock
from toctoc.mastodon_api.stream.reading import as_text, chunks, marks, moment_in
from toctoc.people.rules.audience import Viewer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from toctoc.community.rules.filters import Sieve
    from toctoc.live.stream.sources import Source

# Twin of people.policies.viewer_for; a test holds them equal. The suspended are not there.
_STANDING = """
SELECT id, CASE WHEN proved_until > %s THEN proved_profession ELSE '' END, memberships, blocks_count, quiet_version
FROM people_actor WHERE suspended_at IS NULL AND id IN ({ids})
"""
_BLOCKED = """
SELECT blocked_id FROM people_block WHERE blocker_id = %s AND blocked_id IN ({ids})
UNION SELECT blocker_id FROM people_block WHERE blocked_id = %s AND blocker_id IN ({ids})
"""
_FOLLOWERS = "SELECT follower_id, languages FROM people_follow WHERE followee_id = %s AND follower_id IN ({ids})"
# As ``community.queries.home_list`` has it: whoever follows an author has its threads for that, or leaves them out.
_OF_TAGS = """
SELECT actor_id FROM community_followedtag WHERE {words}actor_id IN ({ids})
AND actor_id NOT IN (SELECT follower_id FROM people_follow WHERE followee_id = %s)
"""
_HEARERS = "SELECT follower_id FROM people_follow WHERE followee_id = %s AND shows_boosts AND follower_id IN ({ids})"
_LISTS = """
SELECT r.id, r.owner_id FROM community_roster r
JOIN community_rostermember m ON m.roster_id = r.id AND m.actor_id = %s
JOIN people_follow f ON f.follower_id = r.owner_id AND f.followee_id = m.actor_id
WHERE r.id IN ({ids})
"""
_OWN_LIST = "SELECT 1 FROM community_roster WHERE id = %s AND owner_id = %s"
_MUTES = """
SELECT muted_id, until FROM people_mute WHERE muter_id = %s AND (until IS NULL OR until > %s) ORDER BY id DESC LIMIT %s
"""
_FILTERS = """
SELECT name, phrases, places, action, until, id, CAST(keywords AS TEXT) FROM community_filter
WHERE actor_id = %s AND (until IS NULL OR until > %s) ORDER BY id LIMIT %s
"""
_THREADS = "SELECT thread_id FROM community_threadmute WHERE actor_id = %s ORDER BY id DESC LIMIT %s"
MOST_REMEMBERED = 2_000


class People:
    """Reads people."""

    def __init__(self, source: Source) -> None:
        self.source = source
        # As ``community.queries.quiet`` does: by actor and version, so that what is old is never asked for again.
        self._quiet: OrderedDict[tuple[int, int], Quiet] = OrderedDict()

    async def viewers(self, actor_ids: Iterable[int]) -> dict[int, Viewer]:
        """Return those of some actors who may read anything at all, as the readers they are now."""
        now, found = as_text(clock.now()), {}
        for some in chunks(actor_ids):
            for row in await self.source.rows(_STANDING.format(ids=marks(some)), now, *some):
                actor_id, profession, memberships, blocks, quiet = row
                found[actor_id] = Viewer(
                    actor_id, profession, memberships=memberships, has_blocks=blocks > 0, quiet=quiet
                )
        return found

    async def blocked_with(self, author_id: int, viewers: Collection[Viewer]) -> set[int]:
        """Return those of some readers between whom and an author a block stands, whoever made it."""
        named = [viewer.actor_id for viewer in viewers if viewer.has_blocks and viewer.actor_id is not None]
        found: set[int] = set()
        for some in chunks(named):
            rows = await self.source.rows(_BLOCKED.format(ids=marks(some)), author_id, *some, author_id, *some)
            found |= {actor_id for (actor_id,) in rows}
        return found

    async def followers(self, author_id: int, actor_ids: Iterable[int], language: str) -> set[int]:
        """Return those of some actors who follow an author and want to read what it writes in a language."""
        found: set[int] = set()
        for some in chunks(actor_ids):
            rows = await self.source.rows(_FOLLOWERS.format(ids=marks(some)), author_id, *some)
            found |= {actor_id for actor_id, languages in rows if not languages or language in languages.split(",")}
        return found

    async def followers_of_tags(self, words: list[str], author_id: int, actor_ids: Iterable[int]) -> set[int]:
        """Return those of some actors who follow one of some hashtags, and not the author of what wears them."""
        if not words:
            return set()
        return await self._of_tags(f"word IN ({marks(words)}) AND ", words, author_id, actor_ids)

    async def followers_of_any_tag(self, author_id: int, actor_ids: Iterable[int]) -> set[int]:
        """Return those of some actors who follow a hashtag, whichever, and not an author."""
        return await self._of_tags("", [], author_id, actor_ids)

    async def _of_tags(self, which: str, words: list[str], author_id: int, actor_ids: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for some in chunks(actor_ids):
            statement = _OF_TAGS.format(words=which, ids=marks(some))
            rows = await self.source.rows(statement, *words, *some, author_id)
            found |= {actor_id for (actor_id,) in rows}
        return found

    async def hearers_of_boosts(self, booster_id: int, actor_ids: Iterable[int]) -> set[int]:
        """Return those of some actors who follow an actor and want to see what it boosts."""
        found: set[int] = set()
        for some in chunks(actor_ids):
            rows = await self.source.rows(_HEARERS.format(ids=marks(some)), booster_id, *some)
            found |= {actor_id for (actor_id,) in rows}
        return found

    async def lists_with(self, author_id: int, list_ids: Iterable[int]) -> dict[int, int]:
        """Return those of some lists on which an author is, while its owner follows it, with their owners."""
        found: dict[int, int] = {}
        for some in chunks(list_ids):
            found |= dict(await self.source.rows(_LISTS.format(ids=marks(some)), author_id, *some))
        return found

    async def owns_list(self, actor_id: int, list_id: int) -> bool:
        """Tell whether a list is an actor's own."""
        return bool(await self.source.rows(_OWN_LIST, list_id, actor_id))

    async def quiet_of(self, viewer: Viewer) -> Quiet:
        """Return what a reader does not want to hear of: from memory unless it changed."""
        if not viewer.quiet or viewer.actor_id is None:
            return NOTHING
        key = (viewer.actor_id, viewer.quiet)
        found = self._quiet.get(key)
        if found is None:
            found = self._quiet[key] = await self._read_quiet(viewer.actor_id)
            if len(self._quiet) > MOST_REMEMBERED:
                self._quiet.popitem(last=False)
        return found

    async def _read_quiet(self, actor_id: int) -> Quiet:
        now = as_text(clock.now())
        mutes = await self.source.rows(_MUTES, actor_id, now, MOST_MUTES)
        filters = await self.source.rows(_FILTERS, actor_id, now, MOST_FILTERS)
        threads = await self.source.rows(_THREADS, actor_id, MOST_MUTES)
        return Quiet(
            actors={muted: _seconds(until) for muted, until in mutes},
            threads=frozenset(thread for (thread,) in threads),
            # Posts that a filter names are older than what is streamed.
            sieves=tuple(_sieve(row) for row in filters),
        )


def _sieve(row: tuple[Any, ...]) -> Sieve:
    name, phrases, places, action, until, filter_id, kept = row
    return sieve_of(
        name=name,
        phrases=phrases,
        places=places,
        action=action,
        until=_seconds(until),
        filter_id=filter_id,
        kept=msgspec.json.decode(kept),
    )


def _seconds(until: str | datetime | None) -> float:
    return moment_in(until).timestamp() if until else 0.0
