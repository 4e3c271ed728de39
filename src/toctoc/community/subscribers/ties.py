"""What ties between people owe to their notifications."""

from __future__ import annotations

from toctoc.community.events import PostEdited, PostWritten
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.services import notifications
from toctoc.community.services.bells import RING, has_bells
from toctoc.community.services.corrections import TELL, is_boosted
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorBlocked, ActorFollowed, ActorMuted, FollowAnswered, FollowRequested
from toctoc.people.models import Actor

# Where requests are answered (website).
REQUESTS_PAGE = "/reglages/demandes"


@subscribe(ActorBlocked)
def forget_each_other(event: ActorBlocked) -> None:
    """Let nothing that two actors were told of each other wait any longer; lists leave it out."""
    notifications.read_between(one=event.blocker_id, other=event.blocked_id)


@subscribe(ActorMuted)
def stop_hearing(event: ActorMuted) -> None:
    """Let nothing wait that somebody was told of an actor it does not want to hear."""
    notifications.read_from(reader=event.muter_id, actor=event.muted_id)


@subscribe(ActorFollowed)
def tell_followed(event: ActorFollowed) -> None:
    """Tell somebody that they are followed, unless they said yes to it themselves."""
    if event.was_asked:
        return
    followed = Actor.objects.get(pk=event.followee_id)
    notifications.notify_once(NotificationKind.FOLLOW, recipient=followed, actor_id=event.follower_id, post=None)


@subscribe(FollowRequested)
def tell_asked(event: FollowRequested) -> None:
    """Tell somebody who approves its followers that one waits; asked again after a refusal, it is not told again."""
    asked = Actor.objects.get(pk=event.asked_id)
    notifications.notify_once(
        NotificationKind.REQUEST, recipient=asked, actor_id=event.asker_id, post=None, address=REQUESTS_PAGE
    )


@subscribe(FollowAnswered)
def read_request(event: FollowAnswered) -> None:
    """Let a request that waits no longer be no news any more."""
    notifications.read_request(reader_id=event.asked_id, asker_id=event.asker_id)


@subscribe(PostWritten)
def ring_bells(event: PostWritten) -> None:
    """Let a job tell those who asked to hear of every thread that the author begins."""
    if event.reply_to_id is None and event.kind != PostKind.NOTE and has_bells(event.author_id):
        enqueue(RING, key=f"{RING} {event.post_id}", post_id=event.post_id)


@subscribe(PostEdited)
def tell_of_edit(event: PostEdited) -> None:
    """Let a job tell those who show the post to others that it says something else."""
    if is_boosted(event.post_id):
        enqueue(TELL, key=f"{TELL} {event.post_id}", post_id=event.post_id)
