"""Vote, and tell those who voted that a poll closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from toctoc.community.models import Ballot, Poll, PollOption
from toctoc.community.models.notification import NotificationKind
from toctoc.community.policies import may_vote
from toctoc.community.rules.polls import MOST_OPTIONS
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from toctoc.community.models import Post
    from toctoc.kernel.progress import Progress
    from toctoc.people.models import Actor

# Voters told in one transaction.
BATCH = 100


@transaction.atomic
def vote(*, voter: Actor, post: Post, choices: Collection[int]) -> Poll:
    """Vote in the poll of a post, once and for good: what was chosen is counted and kept nowhere else.

    An account votes once, whichever of its actors speaks.
    ``choices`` are places of options, from 0. Raises :class:`Missing` when the post is not for the voter or asks
    nothing, :class:`Refused` for its author, a second vote or a closed poll, :class:`Invalid` for what is no choice.
    """
    may_vote(voter, post)
    poll = Poll.objects.select_for_update(no_key=True).filter(pk=post.pk).first()
    if poll is None:
        raise Missing
    if poll.closes_at <= clock.now():
        raise Refused("Ce sondage est clos : on n’y vote plus.")
    chosen = set(choices)
    if not chosen or (len(chosen) > 1 and not poll.is_multiple):
        raise Invalid("Choisissez une réponse avant de voter.", field="poll")
    if not chosen <= set(range(MOST_OPTIONS)):
        raise Invalid("Cette réponse n’est pas de ce sondage.", field="poll")
    same = Q(actor=voter) if voter.account_id is None else Q(actor__account=voter.account_id)
    if Ballot.objects.filter(same, poll=poll).exists():
        raise Refused("Vous avez déjà voté : un vote ne change pas.")
    Ballot.objects.create(poll=poll, actor=voter)
    if PollOption.objects.filter(poll=poll, position__in=chosen).update(votes_count=F("votes_count") + 1) < len(chosen):
        raise Invalid("Cette réponse n’est pas de ce sondage.", field="poll")
    Poll.objects.filter(pk=poll.pk).update(voters_count=F("voters_count") + 1)
    poll.refresh_from_db()
    return poll


def tell_voters(*, post_id: int, progress: Progress) -> None:
    """Tell those who voted that a poll closed, a few in each transaction; run again, it goes on where it stopped."""
    while _tell_some(post_id):
        progress.step()


@transaction.atomic
def _tell_some(post_id: int) -> bool:
    polls = Poll.objects.select_for_update(no_key=True, of=("self",)).select_related("post__author")
    poll = polls.filter(pk=post_id, closes_at__lte=clock.now(), post__deleted_at=None).first()
    if poll is None:
        return False
    untold = Ballot.objects.filter(poll=poll, pk__gt=poll.told_up_to).select_related("actor").order_by("pk")
    ballots = list(untold[:BATCH])
    if not ballots:
        return False
    voters = [ballot.actor for ballot in ballots]
    notify(NotificationKind.POLL, recipients=voters, actor_id=poll.post.author_id, post=poll.post)
    Poll.objects.filter(pk=post_id).update(told_up_to=ballots[-1].pk)
    return True
