"""Who may read a post at this moment, and what each of them is shown of it.

Nothing of an audience is remembered between two events: who belongs, who blocked whom and whose proof lasts is asked of
the database when something is to be told, of those alone who listen for it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toctoc.community.rules.quiet import NOTHING
from toctoc.kernel import clock
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.besides import NONE, files_json, filter_results, poll_and_quote, quote_json
from toctoc.mastodon_api.rules.polls import poll_json
from toctoc.mastodon_api.stream.posts import NO_MARKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from toctoc.community.rules.filters import Place
    from toctoc.community.rules.quiet import Caught
    from toctoc.mastodon_api.rules.polls import PollFacts
    from toctoc.mastodon_api.stream.people import People
    from toctoc.mastodon_api.stream.posts import Marks, Posts, Said
    from toctoc.people.rules.audience import Viewer

    Readers = dict[int, Viewer]


class Verdict(NamedTuple):
    """What a reader's own quiet makes of a post that is not hidden."""

    is_silenced: bool = False
    folded: tuple[Caught, ...] = ()


_PLAIN = Verdict()


class Sight(NamedTuple):
    """What of a post is not the same for all its readers; ``me`` is its author, or nought for any other."""

    me: int
    marks: Marks
    has_part: bool
    reads_quote: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Beside:
    """What a post says besides its form; of its readers, who voted, and who may read what it quotes."""

    poll: PollFacts | None
    voters: Collection[int]
    quoted: Said | None
    quote_readers: Collection[int]
    # By post, of those whose form does not say them.
    files: dict[int, bytes]
    # By reader, of those who made something of it.
    marks: dict[int, Marks]


class Shown:
    """A post as its readers see it: written once for all those who see the same."""

    def __init__(self, said: Said, people: People, beside: Beside) -> None:
        self.said = said
        self.people = people
        self.beside = beside
        self._written: dict[Sight, bytes] = {}

    async def to(self, viewer: Viewer, place: Place) -> bytes | None:
        """Return the status that a reader sees; ``None`` when it keeps it quiet."""
        verdict = await self._verdict(viewer, place)
        if verdict is None:
            return None
        beside, me = self.beside, viewer.actor_id or 0
        sight = Sight(
            me=me if me == self.said.author_id else 0,
            marks=beside.marks.get(me, NO_MARKS),
            has_part=me in beside.voters,
            reads_quote=me in beside.quote_readers,
            verdict=verdict,
        )
        if sight not in self._written:
            self._written[sight] = self._status(sight)
        return self._written[sight]

    async def _verdict(self, viewer: Viewer, place: Place) -> Verdict | None:
        quiet = await self.people.quiet_of(viewer)
        if quiet is NOTHING:
            return _PLAIN
        is_silenced = self.said.thread_id in quiet.threads
        if self.said.author_id == viewer.actor_id:
            return Verdict(is_silenced)
        hides, caught = quiet.judge(place, time.time()).verdict(self.said.author_id, self.said.text)
        return None if hides else Verdict(is_silenced, caught)

    def _status(self, sight: Sight) -> bytes:
        said, verdict = self.said, sight.verdict
        threads = (said.thread_id,) if verdict.is_silenced else ()
        filtered = {said.post_id: filter_results(verdict.folded, said.post_id)} if verdict.folded else {}
        row = (*said.row, *sight.marks)
        return stitch.status(row, sight.me, threads, {said.post_id: self._members(sight)}, filtered)

    def _members(self, sight: Sight) -> bytes:
        poll, quoted, quote = self.beside.poll, self.beside.quoted, NONE
        if "quote" in self.said.parts:
            seen = quoted if quoted is not None and sight.reads_quote else None
            quote = quote_json(
                stitch.status((*seen.row, *NO_MARKS), 0, (), self._files_alone(seen), {}) if seen else None
            )
        asked = poll_json(poll, clock.now(), has_part=sight.has_part) if poll else NONE
        members = poll_and_quote(asked, quote)
        files = self.beside.files.get(self.said.post_id)
        return members if files is None else files_json(members, files)

    def _files_alone(self, quoted: Said) -> stitch.Extras:
        files = self.beside.files.get(quoted.post_id)
        return {} if files is None else {quoted.post_id: files_json(stitch.PLAIN, files)}


class Hearing:
    """Finds readers, and what they are shown."""

    def __init__(self, posts: Posts, people: People) -> None:
        self.posts = posts
        self.people = people

    async def readers_of(self, said: Said, actor_ids: Iterable[int]) -> Readers:
        """Return those of some actors who may read a post at this moment."""
        viewers = await self.people.viewers(actor_ids)
        readers = {actor_id: viewer for actor_id, viewer in viewers.items() if said.is_for(viewer)}
        return await self.without_blocked(said.author_id, readers)

    async def without_blocked(self, author_id: int, readers: Readers) -> Readers:
        """Return those readers between whom and an author no block stands."""
        blocked = await self.people.blocked_with(author_id, readers.values())
        return {actor_id: viewer for actor_id, viewer in readers.items() if actor_id not in blocked}

    async def shown(self, said: Said, readers: Readers, *, is_new: bool = False) -> Shown:
        """Return a post ready to be shown to those who may read it; of one that ``is_new`` nobody made anything yet."""
        is_quoting = said.quoted_id is not None and "quote" in said.parts
        quoted = await self.posts.said(said.quoted_id) if is_quoting and said.quoted_id else None
        if quoted is not None and not quoted.is_shown:
            quoted = None
        poll = await self.posts.poll(said)
        told = [each for each in (said, quoted) if each is not None]
        files = {each.post_id: listed for each in told if (listed := await self.posts.files(each)) is not None}
        beside = Beside(
            poll=poll,
            voters=await self.posts.voters(said, readers) if poll else (),
            quoted=quoted,
            quote_readers=await self.readers_of(quoted, readers) if quoted else (),
            files=files,
            marks={} if is_new else await self.posts.marks(said, readers),
        )
        return Shown(said, self.people, beside)
