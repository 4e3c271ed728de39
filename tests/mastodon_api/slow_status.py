"""A status made the slow, plain way: one query for each thing it says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from toctoc.community.models import Ballot, Bookmark, Boost, Favourite, Hashtag, Mention, Pin, Post, ThreadMute
from toctoc.community.policies import visible_to
from toctoc.community.rules.markdown import rendered
from toctoc.kernel import clock
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.rules.questions import AskedFacts, asked_of, card_of, prefix_of
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer

HERE = "http://127.0.0.1:8000"
_VISIBILITY = {"public": "public", "unlisted": "unlisted", "named": "direct"}


def slow_status(post_id: int, viewer: Viewer, *, is_quoted: bool = False) -> dict[str, Any] | None:
    """Return a status as a viewer sees it; ``None`` for what is not the viewer's."""
    post = Post.objects.filter(visible_to(viewer), pk=post_id, author__suspended_at=None).first()
    if post is None:
        return None
    me = viewer.actor_id
    account = msgspec.json.decode(accounts_by_id([post.author_id])[post.author_id])
    asked = _asked(post)
    handles = set(Mention.objects.filter(post=post).values_list("actor__handle", flat=True))
    body = rendered(post.text, handles).html.replace(' href="/', f' href="{HERE}/')
    path = f"/questions/{post.pk}" if post.kind == "question" else f"/messages/{post.pk}"
    said: dict[str, Any] = {
        "id": str(post.pk),
        "created_at": _stamp(post.created_at),
        "edited_at": _stamp(post.edited_at) if post.edited_at else None,
        "in_reply_to_id": str(post.reply_to_id) if post.reply_to_id else None,
        "in_reply_to_account_id": str(post.reply_to.author_id) if post.reply_to else None,
        "sensitive": bool(post.warning) or post.is_sensitive,
        "spoiler_text": post.warning,
        "visibility": _VISIBILITY.get(post.audience, "private"),
        "language": post.language,
        "uri": HERE + path,
        "url": HERE + path,
        "content": (prefix_of(asked, post.language) if asked else "") + body,
        "media_attachments": [],
        "mentions": [_mention(mention) for mention in Mention.objects.filter(post=post).order_by("id")],
        "tags": [
            {"name": word, "url": f"{HERE}/mots/{word}"}
            for word in Hashtag.objects.filter(post=post).order_by("id").values_list("word", flat=True)
        ],
        "emojis": [],
        "card": card_of(asked, post.language, HERE + path) if asked else None,
        "application": None,
        "quote_approval": _approval(post.audience),
        "toctoc": {
            "kind": post.kind,
            "voice": post.voice,
            "audience": post.audience,
            "thread_id": str(post.thread_id),
            "label": post.label or None,
            **({"question": asked_of(asked)} if asked else {}),
        },
        "account": account,
        "replies_count": post.replies_count,
        "reblogs_count": Boost.objects.filter(post=post).count(),
        "favourites_count": Favourite.objects.filter(post=post).count(),
        "reblogged": Boost.objects.filter(post=post, actor=me).exists(),
        "favourited": Favourite.objects.filter(post=post, actor=me).exists(),
        "bookmarked": Bookmark.objects.filter(post=post, actor=me).exists(),
        "muted": not is_quoted and ThreadMute.objects.filter(thread=post.thread_id, actor=me).exists(),
        "poll": None if is_quoted else _poll(post, me),
        "quote": None if is_quoted else _quote(post, viewer),
        "filtered": [],
        "reblog": None,
    }
    return {**said, "pinned": Pin.objects.filter(post=post).exists()} if post.author_id == me else said


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def _mention(mention: Mention) -> dict[str, str]:
    handle = mention.actor.handle
    return {"id": str(mention.actor_id), "username": handle, "url": f"{HERE}/@{handle}", "acct": handle}


def _approval(audience: str) -> dict[str, Any]:
    if audience in {"public", "unlisted"}:
        return {"automatic": ["public"], "manual": [], "current_user": "automatic"}
    if audience == "named":
        return {"automatic": [], "manual": [], "current_user": "denied"}
    return {"automatic": ["unsupported_policy"], "manual": [], "current_user": "automatic"}


def _asked(post: Post) -> AskedFacts | None:
    question = Question.objects.filter(pk=post.pk).first()
    if question is None:
        return None
    topics = tuple(question.topics.order_by("id").values_list("topic", flat=True))
    return AskedFacts(question.state, question.urgency, topics, question.answers_count, question.outcome)


def _poll(post: Post, me: int | None) -> dict[str, Any] | None:
    poll = getattr(post, "poll", None)
    if poll is None:
        return None
    is_closed, is_own = poll.closes_at <= clock.now(), post.author_id == me
    has_voted = Ballot.objects.filter(poll=poll, actor=me).exists()
    shows = is_closed or ((is_own or has_voted) and not poll.hides_totals)
    options = list(poll.options.order_by("position"))
    said = {
        "id": str(post.pk),
        "expires_at": _stamp(poll.closes_at),
        "expired": is_closed,
        "multiple": poll.is_multiple,
        "votes_count": sum(option.votes_count for option in options),
        "voters_count": poll.voters_count if poll.is_multiple else None,
        "options": [{"title": one.text, "votes_count": one.votes_count if shows else None} for one in options],
        "emojis": [],
    }
    return {**said, "voted": has_voted or is_own, "own_votes": []} if me else said


def _quote(post: Post, viewer: Viewer) -> dict[str, Any] | None:
    if post.quoted_id is None:
        return None
    quoted = slow_status(post.quoted_id, viewer, is_quoted=True)
    return {"state": "accepted" if quoted else "unauthorized", "quoted_status": quoted}
