"""Polls: https://docs.joinmastodon.org/methods/polls/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.queries.polls import PollSeen, poll_of
from toctoc.community.queries.posts import visible_post
from toctoc.community.services.polls import vote
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.polls import polls_by_post
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import NotSaid, Reply, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import Post
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.models import Actor

_ONE = "api/v1/polls/<id:poll_id>"
_DIFFERS = "How votes stand is told to who voted, to the author, and to all once the poll closed; `own_votes` is {}."


class ChoicesIn(msgspec.Struct):
    """Places of answers, from nought."""

    choices: list[int] = msgspec.field(default_factory=list)


class CannotVote(NotSaid):
    """Why a vote does not count, in the words that apps know."""

    status = 422

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = f"Validation failed: {words}"


@endpoint("GET", _ONE, scope="read:statuses", access=Access.OPEN, differs=_DIFFERS.format("empty: it is kept nowhere"))
def show(call: Call, poll_id: str) -> Reply:
    """Return the poll of a status that the caller may read."""
    post = visible_post(call.viewer, int(poll_id))
    found = polls_by_post([post.pk], call.viewer)
    if post.pk not in found:
        raise Missing
    return Reply(found[post.pk])


@endpoint("POST", _ONE + "/votes", scope="write:statuses", differs=_DIFFERS.format("told in this answer only"))
def choose(call: Call, poll_id: str) -> Reply:
    """Vote, once and for good."""
    voter, post = call.actor, visible_post(call.viewer, int(poll_id))
    choices = list(dict.fromkeys(call.read(ChoicesIn).choices))
    _check(voter, post, poll_of(post, voter), choices)
    vote(voter=voter, post=post, choices=choices)
    told = msgspec.json.decode(polls_by_post([post.pk], call.viewer)[post.pk])
    # Whoever asks knows what it chose; nobody else will, here included.
    return said({**told, "voted": True, "own_votes": sorted(choices)})


def _check(voter: Actor, post: Post, seen: PollSeen, choices: Sequence[int]) -> None:
    """Raise :class:`CannotVote` for what the service would refuse in words that apps do not compare."""
    if seen.is_closed:
        raise CannotVote("The poll has already ended")
    if voter.pk == post.author_id:
        raise CannotVote("You cannot vote in your own polls")
    if not choices or not set(choices) <= {option.position for option in seen.options}:
        raise CannotVote("The chosen vote option does not exist")
    # Several answers where one is asked: Mastodon takes the second for a second vote.
    if seen.has_voted or (len(choices) > 1 and not seen.poll.is_multiple):
        raise CannotVote("You have already voted on this poll")
