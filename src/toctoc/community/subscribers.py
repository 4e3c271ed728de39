"""What posts owe to people: fragments, notifications, live events."""

from __future__ import annotations

from toctoc.community.events import PostDeleted, PostEdited, PostFavoured, PostWritten
from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.services import fragments, notifications
from toctoc.community.services.leaving import ERASE
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.live.rules.wire import STANDING
from toctoc.live.services import announce, retract
from toctoc.people.events import (
    ActorBlocked,
    ActorChanged,
    ActorFollowed,
    ActorLeft,
    ActorMuted,
    StandingChanged,
)
from toctoc.people.models import Actor


@subscribe(ActorChanged)
def prepare_author(event: ActorChanged) -> None:
    """Rewrite the author's piece of every post, which is one row."""
    fragments.prepare_author(Actor.objects.get(pk=event.actor_id))


@subscribe(ActorLeft)
def erase_later(event: ActorLeft) -> None:
    """Let a job erase what an actor who left wrote; it is hidden from now on."""
    enqueue(ERASE, key=f"{ERASE} {event.actor_id}", actor_id=event.actor_id)


@subscribe(StandingChanged)
def close_streams(event: StandingChanged) -> None:
    """End the open streams of an actor whose rights changed; its pages ask for a ticket that says the new ones."""
    announce(STANDING, channels=[f"actor:{event.actor_id}"], payload={}, subject=event.actor_id)


@subscribe(PostWritten)
def prepare_and_notify(event: PostWritten) -> None:
    """Prepare a new post and tell who is named in it or answered by it."""
    post = Post.objects.select_related("author").get(pk=event.post_id)
    fragments.prepare_post(post)
    named = list(Actor.objects.filter(pk__in=post.mentions.values("actor")))
    notifications.notify(NotificationKind.MENTION, recipients=named, actor_id=post.author_id, post=post)
    if event.reply_to_id is not None:
        told = {actor.pk for actor in named}
        answered = Actor.objects.filter(posts=event.reply_to_id).exclude(pk__in=told)
        notifications.notify(NotificationKind.REPLY, recipients=answered, actor_id=post.author_id, post=post)


@subscribe(PostWritten)
def show_live(event: PostWritten) -> None:
    """Tell open pages of a new thread or a new reply; the page asks for the card it wants to show."""
    payload = {"id": str(event.post_id), "thread": str(event.thread_id), "kind": event.kind}
    if event.reply_to_id is None:
        announce(
            "thread", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id
        )
    else:
        announce(
            "reply", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id
        )


@subscribe(PostEdited)
def prepare_again(event: PostEdited) -> None:
    """Rewrite the prepared form of an edited post and tell open pages."""
    fragments.prepare_post(Post.objects.get(pk=event.post_id))
    payload = {"id": str(event.post_id), "thread": str(event.thread_id)}
    announce("edited", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id)


@subscribe(PostDeleted)
def take_back(event: PostDeleted) -> None:
    """Erase the prepared form and what waits in the stream, and tell open pages."""
    fragments.prepare_post(Post.objects.get(pk=event.post_id))
    retract(event.post_id)
    payload = {"id": str(event.post_id), "thread": str(event.thread_id)}
    announce("deleted", channels=channels_of_post(event.post_id, event.audience), payload=payload)


@subscribe(PostFavoured)
def thank(event: PostFavoured) -> None:
    """Tell the author that somebody found the post useful."""
    post = Post.objects.select_related("author").get(pk=event.post_id)
    notifications.notify_once(NotificationKind.FAVOURITE, recipient=post.author, actor_id=event.actor_id, post=post)


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
    """Tell somebody that they are followed."""
    followed = Actor.objects.get(pk=event.followee_id)
    notifications.notify_once(NotificationKind.FOLLOW, recipient=followed, actor_id=event.follower_id, post=None)
