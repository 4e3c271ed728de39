"""What the news of a post says to each listener: read once, given to those who may read it and wanted to hear it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.rules.streams import (
    CONVERSATION,
    DELETE,
    DIRECT,
    EDITED,
    HASHTAG,
    LIST,
    UPDATE,
    USER,
    Asked,
    conversation_json,
    hashtag_streams,
    public_streams,
)
from toctoc.mastodon_api.stream.ears import News
from toctoc.people.rules.audience import NAMED, UNLISTED, place_of

if TYPE_CHECKING:
    from toctoc.live.rules.wire import Row
    from toctoc.mastodon_api.stream.ears import Ears
    from toctoc.mastodon_api.stream.hearing import Hearing, Readers
    from toctoc.mastodon_api.stream.posts import Said

_HOME, _DIRECT = Asked(USER), Asked(DIRECT)
# What rooms announce of posts, and what apps are told of it.
_OF_POSTS = {"thread": UPDATE, "reply": UPDATE, "edited": EDITED, "deleted": DELETE}
Wanted = dict[Asked, set[int]]


class Telling:
    """Tells of posts."""

    def __init__(self, ears: Ears, hearing: Hearing) -> None:
        self.ears = ears
        self.hearing = hearing
        self.posts = hearing.posts
        self.people = hearing.people

    async def tell(self, row: Row) -> None:
        """Tell of one event, when it is one of a post."""
        event = _OF_POSTS.get(row.kind)
        post_id = id_in(str(json.loads(row.payload).get("id", ""))) if event else None
        said = await self.posts.said(post_id) if post_id else None
        if event is None or said is None or not (said.is_shown or event == DELETE):
            return
        wanted = await self._wanted(said, event)
        readers = await self.hearing.readers_of(said, set().union(*wanted.values()))
        if event == DELETE:
            self._tell_deleted(said, wanted, readers)
        elif readers:
            await self._tell_shown(said, event, wanted, readers)
        if event == UPDATE and said.audience == NAMED:
            await self._tell_conversation(said)

    async def _wanted(self, said: Said, event: str) -> Wanted:
        """Return by stream the actors that would hear of a post if they may read it."""
        wanted: Wanted = {}
        if said.is_listed:
            for asked in public_streams(is_local=said.is_local, has_media="media" in said.parts.split()):
                wanted[asked] = self.ears.actors_on(asked)
        for asked in await self._hashtags(said, event):
            wanted[asked] = self.ears.actors_on(asked)
        if said.is_first:
            wanted[_HOME] = await self._at_home(said, event)
            lists = {int(asked.which): asked for asked in self.ears.named(LIST)}
            owners = await self.people.lists_with(said.author_id, lists)
            wanted |= {lists[list_id]: {owner} for list_id, owner in owners.items()}
        return {asked: actors for asked, actors in wanted.items() if actors}

    async def _hashtags(self, said: Said, event: str) -> list[Asked]:
        heard = self.ears.named(HASHTAG, f"{HASHTAG}:local")
        if not heard or said.is_limited or said.audience in {UNLISTED, NAMED}:
            return []
        if event == DELETE:
            # Its hashtags are erased with its text: whoever could have read it may take it out wherever it shows.
            return heard
        streams = (hashtag_streams(word, is_local=said.is_local) for word in await self.posts.tags(said.post_id))
        return [asked for some in streams for asked in some if asked in self.ears.by_stream]

    async def _at_home(self, said: Said, event: str) -> set[int]:
        """Return those on whose home page a thread stands.

        Its author, who follows it or one of the thread's hashtags, who belongs to its group.
        """
        listening = self.ears.actors_on(_HOME)
        if place_of(said.audience) is not None:
            # Whoever reads what is said there belongs to it.
            return listening
        author_id, language = said.author_id, said.language
        at_home = listening & ({author_id} | await self.people.followers(author_id, listening, language))
        return at_home | (await self._by_tag(said, event, listening - at_home) if said.is_listed else set())

    async def _by_tag(self, said: Said, event: str, listening: set[int]) -> set[int]:
        if event == DELETE:
            # As for streams of hashtags: whoever may have it by one takes it out.
            return await self.people.followers_of_any_tag(said.author_id, listening)
        words = await self.posts.tags(said.post_id)
        return await self.people.followers_of_tags(words, said.author_id, listening)

    def _tell_deleted(self, said: Said, wanted: Wanted, readers: Readers) -> None:
        news = News(DELETE, str(said.post_id).encode())
        for asked, actors in wanted.items():
            for actor_id in actors & readers.keys():
                self.ears.tell(asked, actor_id, news)

    async def _tell_shown(self, said: Said, event: str, wanted: Wanted, readers: Readers) -> None:
        shown = await self.hearing.shown(said, readers, is_new=event == UPDATE)
        written: dict[bytes, News] = {}
        for asked, actors in wanted.items():
            place = Place.HOME if asked.name in {USER, LIST} else Place.LISTS
            for actor_id in actors & readers.keys():
                status = await shown.to(readers[actor_id], place)
                if status is not None:
                    news = written.get(status) or written.setdefault(status, News(event, status))
                    self.ears.tell(asked, actor_id, news)

    async def _tell_conversation(self, said: Said) -> None:
        """Tell those for whom something was said by name that their conversation goes on."""
        named = (id_in(word.partition(":")[2]) for word in said.readers)
        between = dict.fromkeys([said.author_id, *(actor_id for actor_id in named if actor_id)])
        listening = between.keys() & self.ears.actors_on(_DIRECT)
        readers = await self.hearing.readers_of(said, listening)
        if not readers:
            return
        shown = await self.hearing.shown(said, readers, is_new=True)
        accounts = {actor_id: await self.posts.account(actor_id) for actor_id in between}
        for actor_id, viewer in readers.items():
            status = await shown.to(viewer, Place.LISTS)
            others = [account for other, account in accounts.items() if account and other != actor_id]
            if status is not None:
                told = conversation_json(said.thread_id, others, status, is_unread=actor_id != said.author_id)
                self.ears.tell(_DIRECT, actor_id, News(CONVERSATION, told))
