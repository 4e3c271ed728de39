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
    from toctoc.mastodon_api.stream.files import Files, Kept
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
    """What of a post is not the same for all its readers."""

    # A reader whose view is its own: the author, or whoever is given addresses of its own; nought for any other.
    me: int
    marks: Marks
    has_part: bool
    # What the reader made of what is quoted; ``None`` when it may not read it.
    quote_marks: Marks | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Beside:
    """What a post says besides its form; of its readers, who voted, and who may read what it quotes."""

    poll: PollFacts | None
    voters: Collection[int]
    quoted: Said | None
    quote_readers: Collection[int]
    # By post, of those whose form does not say them.
    files: dict[int, tuple[Kept, ...]]
    # By post, then by reader, of those who made something of it.
    marks: dict[int, dict[int, Marks]]


class Shown:
    """A post as its readers see it: written once for all those who see the same."""

    def __init__(self, said: Said, people: People, files: Files, beside: Beside) -> None:
        self.said = said
        self.people = people
        self.files = files
        self.beside = beside
        self._written: dict[Sight, bytes] = {}

    async def to(self, viewer: Viewer, place: Place) -> bytes | None:
        """Return the status that a reader sees; ``None`` when it keeps it quiet."""
        verdict = await self._verdict(viewer, place)
        if verdict is None:
            return None
        sight = self._sight(viewer.actor_id or 0, verdict)
        if sight not in self._written:
            self._written[sight] = self._status(sight)
        return self._written[sight]

    def _sight(self, reader: int, verdict: Verdict) -> Sight:
        beside, quoted = self.beside, self.beside.quoted
        authors = {post.author_id for post in (self.said, quoted) if post is not None}
        return Sight(
            me=reader if beside.files or reader in authors else 0,
            marks=beside.marks[self.said.post_id].get(reader, NO_MARKS),
            has_part=reader in beside.voters,
            quote_marks=beside.marks[quoted.post_id].get(reader, NO_MARKS)
            if quoted and reader in beside.quote_readers
            else None,
            verdict=verdict,
        )

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
        quote = quote_json(self._quoted(sight)) if "quote" in self.said.parts else NONE
        asked = poll_json(self.beside.poll, clock.now(), has_part=sight.has_part) if self.beside.poll else NONE
        return self._with_files(poll_and_quote(asked, quote), self.said, sight.me)

    def _quoted(self, sight: Sight) -> bytes | None:
        """Return what is quoted without what it quotes or asks; ``None`` for who may not read it."""
        quoted, marks = self.beside.quoted, sight.quote_marks
        if quoted is None or marks is None:
            return None
        members = self._with_files(stitch.PLAIN, quoted, sight.me)
        return stitch.status((*quoted.row, *marks), sight.me, (), {quoted.post_id: members}, {})

    def _with_files(self, members: bytes, post: Said, reader: int) -> bytes:
        kept = self.beside.files.get(post.post_id)
        return members if kept is None else files_json(members, self.files.written(kept, reader))


class Hearing:
    """Finds readers, and what they are shown."""

    def __init__(self, posts: Posts, people: People, files: Files) -> None:
        self.posts = posts
        self.people = people
        self.files = files

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
        """Return a post ready to be shown to those who may read it."""
        is_quoting = said.quoted_id is not None and "quote" in said.parts
        quoted = await self.posts.said(said.quoted_id) if is_quoting and said.quoted_id else None
        if quoted is not None and not quoted.is_shown:
            quoted = None
        poll = await self.posts.poll(said)
        told = [each for each in (said, quoted) if each is not None]
        # Of one that is new nobody made anything yet.
        marked = [each for each in told if not (is_new and each is said)]
        beside = Beside(
            poll=poll,
            voters=await self.posts.voters(said, readers) if poll else (),
            quoted=quoted,
            quote_readers=await self.readers_of(quoted, readers) if quoted else (),
            files={each.post_id: kept for each in told if (kept := await self.files.of(each)) is not None},
            marks={said.post_id: {}} | {each.post_id: await self.posts.marks(each, readers) for each in marked},
        )
        return Shown(said, self.people, self.files, beside)
