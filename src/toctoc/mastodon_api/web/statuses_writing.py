"""Writing statuses: https://docs.joinmastodon.org/methods/statuses/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db import transaction

from toctoc.community.queries.posts import own_post
from toctoc.community.services import posts
from toctoc.community.services.attachments import set_free
from toctoc.kernel.errors import Invalid, ToctocError
from toctoc.mastodon_api.queries.scheduled import scheduled_status
from toctoc.mastodon_api.queries.statuses import status_of
from toctoc.mastodon_api.rules.saying import StatusIn
from toctoc.mastodon_api.services.changing import change
from toctoc.mastodon_api.services.saying import NoMoment, meant, say_later
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.repeats import answered_once
from toctoc.mastodon_api.web.replies import Reply, failed, said
from toctoc.mastodon_api.web.statuses import ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.community.models import Post
    from toctoc.mastodon_api.web.calls import Call

_WRITE = "write:statuses"
_GUARDED = "A text by which somebody could be recognised is refused with 422; `findings` say which words."


class DeletedIn(msgspec.Struct):
    """How a status goes."""

    delete_media: bool | None = None


class PolicyIn(msgspec.Struct):
    """Who may quote a status."""

    quote_approval_policy: str | None = None


@endpoint(
    "POST",
    "api/v1/statuses",
    scope=_WRITE,
    differs=f"{_GUARDED} A reply is for the readers of what it answers, or less.",
)
def post(call: Call) -> Reply:
    """Say something, now or at its time."""
    asked = call.read(StatusIn)
    if asked.scheduled_at:
        return answered_once(call, lambda: _post_later(call, asked))
    application = call.bearer.application_id if call.bearer is not None else None
    write = _tried(lambda: meant(author=call.actor, said=asked, application_id=application))
    return answered_once(call, lambda: Reply(status_of(write().pk, call.viewer)))


def _tried(read: Callable[[], Callable[[], Post]]) -> Callable[[], Post]:
    """Return what writes; of what cannot be said, what raises it: a repeat of what was said once is answered first."""
    try:
        return read()
    except ToctocError as error:
        refused = error

    def refuse() -> Post:
        raise refused

    return refuse


def _post_later(call: Call, asked: StatusIn) -> Reply:
    try:
        return said(scheduled_status(say_later(author=call.actor, said=asked)))
    except NoMoment:
        # What Mastodon answers, which apps compare.
        return failed(422, "Record invalid")


@endpoint("PUT", ONE, scope=_WRITE, differs=_GUARDED)
def edit(call: Call, status_id: str) -> Reply:
    """Change what a status of one's own says."""
    asked, post = call.read(StatusIn), own_post(call.actor, int(status_id))
    change(editor=call.actor, post=post, said=asked, told=frozenset(call.tree))
    return Reply(status_of(post.pk, call.viewer))


@endpoint("DELETE", ONE, scope=_WRITE)
def delete(call: Call, status_id: str) -> Reply:
    """Take a status of one's own back; return it with what its author typed, to be written anew."""
    taken = own_post(call.actor, int(status_id))
    shown = msgspec.json.decode(status_of(taken.pk, call.viewer))
    with transaction.atomic():
        if not call.read(DeletedIn).delete_media:
            set_free(owner=call.actor, post=taken)
        posts.delete(deleter=call.actor, post=taken)
    return said({**shown, "text": taken.text, "spoiler_text": taken.warning})


@endpoint(
    "PUT",
    ONE + "/interaction_policy",
    scope=_WRITE,
    differs="Whoever may read a post may quote it for readers who may read it too: an author narrows the audience.",
)
def set_policy(call: Call, status_id: str) -> Reply:
    """Return a status whose policy is already the one asked for; refuse another."""
    own = own_post(call.actor, int(status_id))
    shown = status_of(own.pk, call.viewer)
    automatic = msgspec.json.decode(shown)["quote_approval"]["automatic"]
    if call.read(PolicyIn).quote_approval_policy != ("public" if automatic == ["public"] else "nobody"):
        raise Invalid("Qui peut lire un message peut le citer, pour des lecteurs qui le lisent aussi.")
    return Reply(shown)


@endpoint(
    "POST",
    ONE + "/quotes/<id:quoting_id>/revoke",
    scope=_WRITE,
    differs="Answers 422: a quote shows only to those who may read what is quoted; to end it, delete the quoted post.",
)
def revoke(call: Call, status_id: str, quoting_id: str) -> Reply:
    """Say that a quote is not revoked, of a status of one's own."""
    own_post(call.actor, int(status_id))
    _ = quoting_id
    raise Invalid("Une citation ne se retire pas seule : supprimez le message cité, ou bloquez qui le cite.")
