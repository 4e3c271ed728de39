"""Posts as the stream process reads them: each once per event, for everybody who may hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.polls import PollFacts
from toctoc.mastodon_api.stream.reading import chunks, marks, moment_in
from toctoc.people.rules.audience import NAMED, UNLISTED, place_of, professions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.live.stream.sources import Source
    from toctoc.people.rules.audience import Viewer

# The first columns are those of rules.stitch.Row up to the counters; readers' marks are asked apart.
_POST = """
SELECT p.id, f.json, a.json, p.author_id, w.followers_count, w.following_count, w.posts_count, w.last_thread_id,
p.parts, p.thread_id, p.replies_count, p.boosts_count, p.favourites_count,
p.audience, p.reply_to_id, p.language, p.quoted_id, w.domain, w.limited_at, w.suspended_at, p.deleted_at,
p.warning, p.text
FROM community_post p
JOIN people_actor w ON w.id = p.author_id
LEFT JOIN mastodon_api_statusform f ON f.post_id = p.id
LEFT JOIN mastodon_api_accountform a ON a.actor_id = p.author_id
WHERE p.id = %s
"""
_ACCOUNT = """
SELECT a.json, w.followers_count, w.following_count, w.posts_count, w.last_thread_id
FROM people_actor w JOIN mastodon_api_accountform a ON a.actor_id = w.id WHERE w.id = %s
"""
_READERS = "SELECT word FROM community_reader WHERE post_id = %s ORDER BY id"
_TAGS = "SELECT word FROM community_hashtag WHERE post_id = %s"
_POLL = "SELECT closes_at, is_multiple, hides_totals, voters_count FROM community_poll WHERE post_id = %s"
_OPTIONS = "SELECT text, votes_count FROM community_polloption WHERE poll_id = %s ORDER BY position"
_VOTERS = "SELECT actor_id FROM community_ballot WHERE poll_id = %s AND actor_id IN ({ids})"
# In the order of rules.stitch.Row: boosted, favoured, kept, pinned.
_MARKED = """
SELECT 0, actor_id FROM community_boost WHERE post_id = %s AND actor_id IN ({ids})
UNION ALL SELECT 1, actor_id FROM community_favourite WHERE post_id = %s AND actor_id IN ({ids})
UNION ALL SELECT 2, actor_id FROM community_bookmark WHERE post_id = %s AND actor_id IN ({ids})
UNION ALL SELECT 3, actor_id FROM community_pin WHERE post_id = %s AND actor_id IN ({ids})
"""
Marks = tuple[int, int, int, int]
NO_MARKS: Marks = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Said:
    """A post as it stands now.

    ``row`` is one of ``rules.stitch`` without marks, ``readers`` are the words it is written out for.
    """

    post_id: int
    author_id: int
    thread_id: int
    row: tuple[Any, ...]
    parts: str
    audience: str
    language: str
    text: str
    readers: tuple[str, ...]
    quoted_id: int | None
    is_first: bool
    is_local: bool
    # Moderation keeps its author out of public lists.
    is_limited: bool
    # Neither deleted nor without its forms.
    is_shown: bool
    # A suspended author is read by nobody, not even in what it took back.
    is_silenced: bool

    @property
    def is_listed(self) -> bool:
        """Whether it stands in the public lists of those who may read it, as ``queries.posts.newest_threads`` says."""
        is_apart = place_of(self.audience) is not None or self.audience in {UNLISTED, NAMED}
        return self.is_first and not self.is_limited and not is_apart

    def is_for(self, viewer: Viewer) -> bool:
        """Tell whether the audience has a viewer in it: ``community.policies.visible_to``, blocks left aside."""
        if viewer.actor_id is None or self.is_silenced:
            return False
        is_named = not set(self.readers).isdisjoint(viewer.reader_words)
        return is_named or viewer.actor_id == self.author_id or self.audience in viewer.audiences


class Posts:
    """Reads posts."""

    def __init__(self, source: Source) -> None:
        self.source = source

    async def said(self, post_id: int) -> Said | None:
        """Return a post, a deleted one too; ``None`` when there is none."""
        rows = await self.source.rows(_POST, post_id)
        if not rows:
            return None
        (audience, reply_to, language, quoted, domain, limited, suspended, deleted, warning, text) = rows[0][13:]
        is_written_out = audience == NAMED or len(professions_of(audience)) > 1
        readers = await self.source.rows(_READERS, post_id) if is_written_out else []
        status, account = rows[0][1:3]
        forms = ((status or "").encode(), (account or "").encode())
        return Said(
            post_id=post_id,
            author_id=rows[0][3],
            thread_id=rows[0][9],
            row=(post_id, *forms, *rows[0][3:13]),
            parts=rows[0][8],
            audience=audience,
            language=language,
            text=f"{warning}\n{text}",
            readers=tuple(word for (word,) in readers),
            quoted_id=quoted,
            is_first=reply_to is None,
            is_local=not domain,
            is_limited=limited is not None,
            is_shown=deleted is None and all(forms),
            is_silenced=suspended is not None,
        )

    async def account(self, actor_id: int) -> bytes | None:
        """Return an account as JSON; ``None`` for an actor that is shown to nobody."""
        rows = await self.source.rows(_ACCOUNT, actor_id)
        return stitch.account(rows[0][0].encode(), *rows[0][1:]) if rows else None

    async def tags(self, post_id: int) -> list[str]:
        """Return the hashtags of a post."""
        return [word for (word,) in await self.source.rows(_TAGS, post_id)]

    async def poll(self, said: Said) -> PollFacts | None:
        """Return the poll of a post; ``None`` for none."""
        rows = await self.source.rows(_POLL, said.post_id) if "poll" in said.parts else []
        if not rows:
            return None
        options = await self.source.rows(_OPTIONS, said.post_id)
        closes_at, is_multiple, hides_totals, voters = rows[0]
        return PollFacts(
            post_id=said.post_id,
            closes_at=moment_in(closes_at),
            is_multiple=bool(is_multiple),
            hides_totals=bool(hides_totals),
            voters_count=voters,
            options=tuple((text, votes) for text, votes in options),
        )

    async def voters(self, said: Said, actor_ids: Iterable[int]) -> set[int]:
        """Return those of some actors who have a part in a poll: its author, and who voted."""
        found = {said.author_id}
        for some in chunks(actor_ids):
            rows = await self.source.rows(_VOTERS.format(ids=marks(some)), said.post_id, *some)
            found |= {actor_id for (actor_id,) in rows}
        return found

    async def marks(self, said: Said, actor_ids: Iterable[int]) -> dict[int, Marks]:
        """Return what those of some actors made of a post who made something of it."""
        found: dict[int, list[int]] = {}
        for some in chunks(actor_ids):
            values = [value for _ in NO_MARKS for value in (said.post_id, *some)]
            for mark, actor_id in await self.source.rows(_MARKED.format(ids=marks(some)), *values):
                found.setdefault(actor_id, [*NO_MARKS])[mark] = 1
        return {actor_id: (made[0], made[1], made[2], made[3]) for actor_id, made in found.items()}
