"""Polls as readers see them: whether they voted, and what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Ballot, Poll
from toctoc.kernel import clock
from toctoc.mastodon_api.rules.polls import PollFacts, poll_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.rules.audience import Viewer


def polls_by_post(post_ids: Sequence[int], viewer: Viewer) -> dict[int, bytes]:
    """Return Poll entities (https://docs.joinmastodon.org/entities/Poll/) of posts that the viewer may read."""
    polls = Poll.objects.filter(pk__in=post_ids).prefetch_related("options").select_related("post")
    me, now = viewer.actor_id, clock.now()
    votes = Ballot.objects.filter(poll__in=post_ids, actor=me).values_list("poll_id", flat=True) if me else ()
    voted = set(votes)
    return {
        poll.pk: poll_json(
            _facts(poll), now, has_part=poll.pk in voted or poll.post.author_id == me, is_stranger=me is None
        )
        for poll in polls
    }


def _facts(poll: Poll) -> PollFacts:
    options = sorted(poll.options.all(), key=lambda option: option.position)
    return PollFacts(
        post_id=poll.pk,
        closes_at=poll.closes_at,
        is_multiple=poll.is_multiple,
        hides_totals=poll.hides_totals,
        voters_count=poll.voters_count,
        options=tuple((option.text, option.votes_count) for option in options),
    )
