"""What followers hear when somebody boosts a post, or takes a boost back."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from toctoc.community.rules.filters import Place
from toctoc.kernel.ids import id_in, moment_of
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.streams import DELETE, UPDATE, USER, Asked
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.stream.ears import News

if TYPE_CHECKING:
    from toctoc.live.rules.wire import Row
    from toctoc.mastodon_api.stream.ears import Ears
    from toctoc.mastodon_api.stream.hearing import Hearing, Readers
    from toctoc.mastodon_api.stream.posts import Said

_HOME = Asked(USER)
BOOST, UNBOOST = "boost", "unboost"


class Boosts:
    """Tells of boosts; ``base_url`` is where their addresses begin."""

    def __init__(self, ears: Ears, hearing: Hearing, base_url: str) -> None:
        self.ears = ears
        self.hearing = hearing
        self.base_url = base_url

    async def tell(self, row: Row) -> None:
        """Tell of one event, when it is one of a boost."""
        if row.kind not in {BOOST, UNBOOST} or not (listening := self.ears.actors_on(_HOME)):
            return
        payload = json.loads(row.payload)
        boost_id, post_id, booster = (id_in(str(payload.get(name, ""))) or 0 for name in ("id", "post", "actor"))
        said = await self.hearing.posts.said(post_id)
        if said is None or not said.is_shown:
            return
        wanting = listening & ({booster} | await self.hearing.people.hearers_of_boosts(booster, listening))
        readers = await self.hearing.readers_of(said, wanting)
        readers = await self.hearing.without_blocked(booster, readers)
        if row.kind == UNBOOST:
            for actor_id in readers:
                self.ears.tell(_HOME, actor_id, News(DELETE, str(boost_id).encode()))
        elif readers:
            await self._tell_boost(boost_id, booster, said, readers)

    async def _tell_boost(self, boost_id: int, booster: int, said: Said, readers: Readers) -> None:
        account = await self.hearing.posts.account(booster)
        if account is None:
            return
        shown = await self.hearing.shown(said, readers)
        moment = stamp(moment_of(boost_id))
        for actor_id, viewer in readers.items():
            quiet = await self.hearing.people.quiet_of(viewer)
            status = await shown.to(viewer, Place.HOME)
            if status is not None and not quiet.is_muted(booster, time.time()):
                said_so = stitch.reblog(boost_id, account, status, base_url=self.base_url, moment=moment)
                self.ears.tell(_HOME, actor_id, News(UPDATE, said_so))
