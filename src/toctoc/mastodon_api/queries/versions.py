"""What a status said before its edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings

from toctoc.community.models import Mention, PollOption
from toctoc.community.queries.posts import revisions_of
from toctoc.community.rules.markdown import rendered
from toctoc.mastodon_api.queries.accounts import accounts_by_id
from toctoc.mastodon_api.queries.media import attachments_by_post
from toctoc.mastodon_api.rules.statuses import absolute
from toctoc.mastodon_api.rules.times import stamp
from toctoc.people.rules.audience import STRANGERS

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url


def versions_of(post: Post, viewer: Viewer) -> list[dict[str, Any]]:
    """Return StatusEdit entities (https://docs.joinmastodon.org/entities/StatusEdit/), oldest first.

    Only texts have versions: the subject, the poll and the files of each are those of now.
    """
    account = accounts_by_id([post.author_id]).get(post.author_id, b"null")
    known = set(Mention.objects.filter(post=post).values_list("actor__handle", flat=True))
    reader = None if post.audience in STRANGERS else viewer
    said = [(version.text, version.written_at) for version in revisions_of(post)]
    now = {
        "spoiler_text": post.warning,
        "sensitive": bool(post.warning) or post.is_sensitive,
        "account": msgspec.Raw(account),
        "media_attachments": attachments_by_post([post.pk], reader).get(post.pk, []),
        "emojis": [],
        **_poll(post),
    }
    versions: list[tuple[str, datetime]] = [*said, (post.text, post.edited_at or post.created_at)]
    return [
        {"content": absolute(rendered(text, known).html, BASE_URL), "created_at": stamp(moment), **now}
        for text, moment in versions
    ]


def _poll(post: Post) -> dict[str, object]:
    if "poll" not in post.parts.split():
        return {}
    options = PollOption.objects.filter(poll=post.pk).order_by("position").values_list("text", flat=True)
    return {"poll": {"options": [{"title": text} for text in options]}}
