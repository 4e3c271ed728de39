"""Gestures on statuses: https://docs.joinmastodon.org/methods/statuses/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from toctoc.community.services import gestures
from toctoc.community.services.boosts import boost, unboost
from toctoc.community.services.pins import pin, unpin
from toctoc.community.services.quiet import leave_thread, rejoin_thread
from toctoc.kernel.errors import Refused
from toctoc.mastodon_api.queries.aims import boost_status, post_meant
from toctoc.mastodon_api.queries.statuses import status_of
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import NotSaid, Reply, failed
from toctoc.mastodon_api.web.statuses import ONE

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.mastodon_api.web.calls import Call


class NotOwn(NotSaid):
    """One pins one's own."""

    status = 422
    words = "Validation failed: Someone else's post cannot be pinned"


@endpoint("POST", ONE + "/favourite", scope="write:favourites")
def favourite(call: Call, status_id: str) -> Reply:
    """Say that a status is useful; its author is told once."""
    post = _meant(call, status_id)
    gestures.favour(actor=call.actor, post=post)
    return _shown(call, post)


@endpoint("POST", ONE + "/unfavourite", scope="write:favourites")
def unfavourite(call: Call, status_id: str) -> Reply:
    """Take back that a status is useful."""
    post = _meant(call, status_id)
    gestures.unfavour(actor=call.actor, post=post)
    return _shown(call, post)


@endpoint("POST", ONE + "/bookmark", scope="write:bookmarks")
def bookmark(call: Call, status_id: str) -> Reply:
    """Keep a status for later; nobody is told."""
    post = _meant(call, status_id)
    gestures.keep(actor=call.actor, post=post)
    return _shown(call, post)


@endpoint("POST", ONE + "/unbookmark", scope="write:bookmarks")
def unbookmark(call: Call, status_id: str) -> Reply:
    """Keep a status no longer."""
    post = _meant(call, status_id)
    gestures.let_go(actor=call.actor, post=post)
    return _shown(call, post)


@endpoint(
    "POST",
    ONE + "/reblog",
    scope="write:statuses",
    differs="What is for everybody or for all members is boosted; a boost is for those who may read the post.",
)
def reblog(call: Call, status_id: str) -> Reply:
    """Show a status to those who follow the caller."""
    made = boost(actor=call.actor, post=_meant(call, status_id))
    return Reply(boost_status(made, call.viewer))


@endpoint("POST", ONE + "/unreblog", scope="write:statuses")
def unreblog(call: Call, status_id: str) -> Reply:
    """Show a status no longer."""
    post = _meant(call, status_id)
    unboost(actor=call.actor, post=post)
    return _shown(call, post)


@endpoint("POST", ONE + "/mute", scope="write:mutes")
def mute(call: Call, status_id: str) -> Reply:
    """Be told nothing more of a thread."""
    post = _meant(call, status_id)
    leave_thread(actor=call.actor, post=post)
    return _shown_anew(call, post)


@endpoint("POST", ONE + "/unmute", scope="write:mutes")
def unmute(call: Call, status_id: str) -> Reply:
    """Be told of a thread again."""
    post = _meant(call, status_id)
    rejoin_thread(actor=call.actor, post=post)
    return _shown_anew(call, post)


@endpoint("POST", ONE + "/pin", scope="write:accounts", differs="Replies are not pinned, and five posts at most.")
def pin_it(call: Call, status_id: str) -> Reply:
    """Put a status of one's own first on one's profile."""
    post = _own(call, status_id)
    try:
        pin(author=call.actor, post=post)
    except Refused as error:
        return failed(422, error.say(gettext))
    return _shown(call, post)


@endpoint("POST", ONE + "/unpin", scope="write:accounts")
def unpin_it(call: Call, status_id: str) -> Reply:
    """Let a status stand in its place again."""
    post = _own(call, status_id)
    unpin(author=call.actor, post=post)
    return _shown(call, post)


def _meant(call: Call, status_id: str) -> Post:
    return post_meant(int(status_id), call.viewer)


def _own(call: Call, status_id: str) -> Post:
    post = _meant(call, status_id)
    if post.author_id != call.actor.pk:
        raise NotOwn
    return post


def _shown(call: Call, post: Post) -> Reply:
    return Reply(status_of(post.pk, call.viewer))


def _shown_anew(call: Call, post: Post) -> Reply:
    """Return a status to somebody who just wanted something else quiet than before."""
    del call.viewer
    return Reply(status_of(post.pk, call.viewer))
