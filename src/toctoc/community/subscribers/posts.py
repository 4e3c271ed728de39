"""What posts owe to people: fragments, notifications, live events."""

from __future__ import annotations

from toctoc.community.events import (
    BoostTakenBack,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostFavoured,
    PostForgotten,
    PostRestored,
    PostWritten,
    ReplyLetIn,
)
from toctoc.community.models import Digest, Experience, Note, Post, PushSubscription, Reference
from toctoc.community.models.letterbox import Frequency
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.queries import searchable
from toctoc.community.queries.at_hand import post_at_hand
from toctoc.community.queries.readership import channels_of_post
from toctoc.community.rules.markdown import NAMING
from toctoc.community.services import attachments, fragments, notifications
from toctoc.community.services.boosts import forget_boosts
from toctoc.community.services.carried import erase_carried
from toctoc.community.services.leaving import ERASE
from toctoc.community.services.likeness import withdraw_all
from toctoc.community.services.notes import forget_older_ratings, refresh_shown
from toctoc.community.services.orientation import orient
from toctoc.community.services.purposes import DEVICES, DIGEST, LIKENESS
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel.events import subscribe
from toctoc.live.rules.wire import STANDING
from toctoc.live.services import announce, retract
from toctoc.people.events import (
    ActorChanged,
    ActorLeft,
    StandingChanged,
    TokenRevoked,
)
from toctoc.people.models import Actor
from toctoc.privacy.events import ClosingLeftOpen, ConsentWithdrawn
from toctoc.search.services import authors, index


@subscribe(ActorChanged)
def prepare_author(event: ActorChanged) -> None:
    """Rewrite the author's piece of every post, which is one row."""
    fragments.prepare_author(Actor.objects.get(pk=event.actor_id))


@subscribe(ActorLeft)
def erase_later(event: ActorLeft) -> None:
    """Let a job erase what an actor who left wrote; it is hidden from now on."""
    enqueue(ERASE, key=f"{ERASE} {event.actor_id}", actor_id=event.actor_id)
    withdraw_all(actor_id=event.actor_id)


@subscribe(ConsentWithdrawn)
def stop_what_rested_on_it(event: ConsentWithdrawn) -> None:
    """Erase what an actor revealed, forget its devices or send no more letters, as its agreement was to."""
    if event.purpose == LIKENESS.slug:
        withdraw_all(actor_id=event.actor_id)
    elif event.purpose == DEVICES.slug:
        PushSubscription.objects.filter(actor=event.actor_id).delete()
    elif event.purpose == DIGEST.slug:
        Digest.objects.filter(actor=event.actor_id).update(frequency=Frequency.NEVER, due_at=None)


@subscribe(ClosingLeftOpen)
def ask_afterwards(event: ClosingLeftOpen) -> None:
    """Ask the two closing questions of whoever told of a patient by a door that cannot ask."""
    notifications.notify(
        NotificationKind.CLOSING,
        recipients=[Actor.objects.get(pk=event.actor_id)],
        actor_id=None,
        post=None,
        address=f"/reglages/consentements#a{event.assured_id}",
    )


@subscribe(StandingChanged)
def close_streams(event: StandingChanged) -> None:
    """End the open streams of an actor whose rights changed; its pages ask for a ticket that says the new ones."""
    announce(STANDING, channels=[f"actor:{event.actor_id}"], payload={}, subject=event.actor_id)


@subscribe(TokenRevoked)
def close_streams_of_token(event: TokenRevoked) -> None:
    """End the open streams of an actor one of whose tokens was revoked; its other apps and pages ask again."""
    announce(STANDING, channels=[f"actor:{event.actor_id}"], payload={}, subject=event.actor_id)


@subscribe(PostEdited)
def orient_again(event: PostEdited) -> None:
    """Keep which cards an edited post calls for, before its prepared form is written again."""
    orient(Post.objects.select_related("author").get(pk=event.post_id))


@subscribe(PostWritten)
def prepare_and_notify(event: PostWritten) -> None:
    """Keep which cards a new post calls for, prepare it with them, and tell who is named in it or answered by it."""
    post = post_at_hand(event.post_id)
    orient(post)
    fragments.prepare_post(post)
    named = list(Actor.objects.filter(pk__in=post.mentions.values("actor"))) if NAMING in post.text else []
    notifications.notify(NotificationKind.MENTION, recipients=named, actor_id=post.author_id, post=post)
    # Of a note its aim's author hears once it is shown.
    if event.reply_to_id is not None and event.kind != PostKind.NOTE:
        told = {actor.pk for actor in named}
        answered = Actor.objects.filter(posts=event.reply_to_id).exclude(pk__in=told)
        notifications.notify(NotificationKind.REPLY, recipients=answered, actor_id=post.author_id, post=post)
    if post.quoted_id is not None:
        quoted = Actor.objects.filter(posts=post.quoted_id).exclude(pk__in=[actor.pk for actor in named])
        notifications.notify(NotificationKind.QUOTE, recipients=quoted, actor_id=post.author_id, post=post)


@subscribe(PostWritten)
def show_live(event: PostWritten) -> None:
    """Tell open pages of a new thread or a new reply; the page asks for the card it wants to show."""
    if event.kind == PostKind.NOTE:
        return
    payload = {"id": str(event.post_id), "thread": str(event.thread_id), "kind": event.kind}
    if event.reply_to_id is None:
        announce(
            "thread", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id
        )
    else:
        announce(
            "reply", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id
        )


@subscribe(ReplyLetIn)
def show_let_in(event: ReplyLetIn) -> None:
    """Show a reply to all who read its thread, as if it had just been written; tell those who could not hear of it."""
    post = Post.objects.get(pk=event.post_id)
    fragments.prepare_again(post)
    index.refresh(searchable.POSTS, event.post_id)
    payload = {"id": str(event.post_id), "thread": str(event.thread_id), "kind": post.kind}
    announce("reply", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id)
    for kind, actors in (
        (NotificationKind.MENTION, Actor.objects.filter(pk__in=post.mentions.values("actor"))),
        (NotificationKind.REPLY, Actor.objects.filter(posts=event.reply_to_id)),
    ):
        for actor in actors:
            notifications.notify_once(kind, recipient=actor, actor_id=event.author_id, post=post)


@subscribe(PostEdited)
def prepare_again(event: PostEdited) -> None:
    """Rewrite the prepared form of an edited post and tell open pages."""
    fragments.prepare_again(Post.objects.get(pk=event.post_id))
    payload = {"id": str(event.post_id), "thread": str(event.thread_id)}
    announce("edited", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id)


@subscribe(PostDeleted)
def take_back(event: PostDeleted) -> None:
    """Erase the prepared form and what waits in the stream, and tell open pages."""
    fragments.prepare_post(Post.objects.get(pk=event.post_id))
    retract(event.post_id)
    payload = {"id": str(event.post_id), "thread": str(event.thread_id)}
    announce("deleted", channels=channels_of_post(event.post_id, event.audience), payload=payload)


@subscribe(PostEdited)
def rate_again(event: PostEdited) -> None:
    """Let a note that says something else be rated anew."""
    if Note.objects.filter(pk=event.post_id).exists():
        forget_older_ratings(post_id=event.post_id)


@subscribe(PostDeleted)
def erase_parts(event: PostDeleted) -> None:
    """Erase what the post told and cited, unless moderation may bring it back; of a note, say that it is gone."""
    if not event.is_kept:
        forget_parts(PostForgotten(post_id=event.post_id))
    _show_again(event.post_id)


@subscribe(PostForgotten)
def forget_parts(event: PostForgotten) -> None:
    """Erase what a post that nothing brings back told, cited and asked."""
    erase_carried(post_id=event.post_id)
    forget_boosts(post_id=event.post_id)
    attachments.erase_files_of_post(post_id=event.post_id)
    Experience.objects.filter(post=event.post_id).delete()
    Reference.objects.filter(post=event.post_id).delete()


@subscribe(PostRestored)
def show_again(event: PostRestored) -> None:
    """Say on the post of a note that is back whether one is shown."""
    _show_again(event.post_id)


def _show_again(post_id: int) -> None:
    for aim_id in Note.objects.filter(pk=post_id, is_shown=True).values_list("aim", flat=True):
        refresh_shown(aim_id=aim_id)


@subscribe(PostRestored)
def bring_back(event: PostRestored) -> None:
    """Prepare a post that moderation gave back, and tell open pages as after an edit."""
    fragments.prepare_again(Post.objects.get(pk=event.post_id))
    payload = {"id": str(event.post_id), "thread": str(event.thread_id)}
    announce("edited", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id)


@subscribe(PostBoosted)
def tell_of_boost(event: PostBoosted) -> None:
    """Tell the author that somebody shows the post to others, and open pages that a list has one more."""
    post = Post.objects.select_related("author").get(pk=event.post_id)
    notifications.notify_once(NotificationKind.BOOST, recipient=post.author, actor_id=event.actor_id, post=post)
    payload = {"id": str(event.boost_id), "post": str(event.post_id), "actor": str(event.actor_id)}
    announce("boost", channels=channels_of_post(event.post_id, event.audience), payload=payload, subject=event.post_id)


@subscribe(BoostTakenBack)
def tell_of_boost_taken_back(event: BoostTakenBack) -> None:
    """Tell open pages that a boost is gone."""
    payload = {"id": str(event.boost_id), "post": str(event.post_id), "actor": str(event.actor_id)}
    channels = channels_of_post(event.post_id, event.audience)
    announce("unboost", channels=channels, payload=payload, subject=event.post_id)


@subscribe(PostFavoured)
def thank(event: PostFavoured) -> None:
    """Tell the author that somebody found the post useful."""
    post = Post.objects.select_related("author").get(pk=event.post_id)
    notifications.notify_once(NotificationKind.FAVOURITE, recipient=post.author, actor_id=event.actor_id, post=post)


@subscribe(PostWritten)
def let_be_found(event: PostWritten) -> None:
    """Put a new post into the index."""
    index.refresh(searchable.POSTS, event.post_id)


@subscribe(PostEdited)
def let_be_found_anew(event: PostEdited) -> None:
    """Put an edited post into the index again."""
    index.refresh(searchable.POSTS, event.post_id)


@subscribe(PostDeleted)
def let_be_found_no_more(event: PostDeleted) -> None:
    """Take a post out of the index."""
    index.refresh(searchable.POSTS, event.post_id)


@subscribe(PostRestored)
def let_be_found_again(event: PostRestored) -> None:
    """Put a restored post into the index."""
    index.refresh(searchable.POSTS, event.post_id)


@subscribe(ActorChanged)
def let_actor_be_found(event: ActorChanged) -> None:
    """Put an actor's name into the index again, or take it out."""
    index.refresh(searchable.ACTORS, event.actor_id)


@subscribe(StandingChanged)
def tell_index_of_standing(event: StandingChanged) -> None:
    """Put what an actor wrote into the index again, when what its entries say of it changed."""
    actor = Actor.objects.get(pk=event.actor_id)
    authors.note_standing(author_id=actor.pk, standing=searchable.standing_of(actor))
