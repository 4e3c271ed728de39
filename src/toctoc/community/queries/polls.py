"""A poll as one reader sees it: the answers to choose, or what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Ballot, Poll
from toctoc.community.policies import may_vote
from toctoc.community.rules.polls import shares
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor


@dataclass(frozen=True, slots=True)
class OptionSeen:
    """One answer; ``votes`` and ``share`` (whole percent of the voters) are zero while they are not shown."""

    position: int
    text: str
    votes: int
    share: int


@dataclass(frozen=True, slots=True)
class PollSeen:
    """A poll at this moment: ``shows_results`` after one's vote, to the author, and to everybody once it closed.

    Of one that hides its totals, to everybody once it closed and to nobody before.
    """

    poll: Poll
    options: tuple[OptionSeen, ...]
    has_voted: bool
    is_closed: bool
    may_vote: bool
    shows_results: bool


def poll_of(post: Post, reader: Actor | None) -> PollSeen:
    """Return the poll of a post that the reader may read; raise :class:`Missing` when it asks nothing."""
    poll = Poll.objects.filter(pk=post.pk).prefetch_related("options").first()
    if poll is None:
        raise Missing
    is_closed = poll.closes_at <= clock.now()
    has_voted = reader is not None and Ballot.objects.filter(poll=poll, actor=reader).exists()
    is_author = reader is not None and reader.pk == post.author_id
    shows = is_closed or (not poll.hides_totals and (has_voted or is_author))
    options = sorted(poll.options.all(), key=lambda option: option.position)
    votes = [option.votes_count if shows else 0 for option in options]
    parts = shares(votes, poll.voters_count)
    seen = tuple(OptionSeen(o.position, o.text, n, p) for o, n, p in zip(options, votes, parts, strict=True))
    return PollSeen(poll, seen, has_voted, is_closed, _may(reader, post) and not (is_closed or has_voted), shows)


def _may(reader: Actor | None, post: Post) -> bool:
    if reader is None:
        return False
    try:
        may_vote(reader, post)
    except (Missing, Refused):
        return False
    return True
