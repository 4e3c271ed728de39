"""Conversations: https://docs.joinmastodon.org/methods/conversations/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import Post
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.conversations import talk_in, talks_of
from toctoc.mastodon_api.queries.statuses import statuses_by_id
from toctoc.mastodon_api.services.marks import put_conversation_away, read_conversation
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import EMPTY, NOT_THERE, Reply, failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.mastodon_api.queries.conversations import Talk
    from toctoc.mastodon_api.web.calls import Call

PLACE = "api/v1/conversations"
DIFFERS = "Threads for named people; private conversations, which rest sealed, are read on their page alone."


@endpoint("GET", PLACE, scope="read:statuses", differs=DIFFERS)
def index(call: Call) -> Reply:
    """Return the caller's conversations, the liveliest first."""
    page = talks_of(call.actor, call.viewer, call.range())
    return call.page(_told(page.items, call), [talk.last_id for talk in page.items], is_last=page.is_last)


@endpoint("POST", f"{PLACE}/<id:thread_id>/read", scope="write:conversations")
def read(call: Call, thread_id: str) -> Reply:
    """Say that a conversation was read."""
    talk = talk_in(call.actor, call.viewer, int(thread_id))
    read_conversation(actor=call.actor, thread=_thread(talk), up_to=talk.last_id)
    told = _told([talk_in(call.actor, call.viewer, talk.thread_id)], call)
    return Reply(told[0]) if told else failed(404, NOT_THERE)


@endpoint("DELETE", f"{PLACE}/<id:thread_id>", scope="write:conversations")
def put_away(call: Call, thread_id: str) -> Reply:
    """Take a conversation off the list until something new is said."""
    talk = talk_in(call.actor, call.viewer, int(thread_id))
    put_conversation_away(actor=call.actor, thread=_thread(talk), up_to=talk.last_id)
    return EMPTY


def _thread(talk: Talk) -> Post:
    return Post(pk=talk.thread_id)


def _told(talks: Sequence[Talk], call: Call) -> list[bytes]:
    """Return Conversation entities (https://docs.joinmastodon.org/entities/Conversation/)."""
    shown = accounts_by_id([actor_id for talk in talks for actor_id in talk.people])
    posts = statuses_by_id([talk.last_id for talk in talks], call.viewer)
    return [
        msgspec.json.encode(
            {
                "id": str(talk.thread_id),
                "unread": talk.is_unread,
                "accounts": [msgspec.Raw(shown[actor_id]) for actor_id in talk.people if actor_id in shown],
                "last_status": msgspec.Raw(posts[talk.last_id]),
            }
        )
        for talk in talks
        if talk.last_id in posts
    ]
