"""Statuses and what stands in them, typed as Mastodon's documentation describes them."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import msgspec

from tests.mastodon_api.entities_accounts import Account, FilterResult

# Read by msgspec when the entities below are.
__all__ = ["Account", "FilterResult"]
S = TypeVar("S", bound=msgspec.Struct)
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"
Moment = str
Visibility = Literal["public", "unlisted", "private", "direct"]


def assert_is(entity: type[S], body: object) -> S:
    """Return a body as an entity; fail for a member of another kind, one that is missing, or one nobody described."""
    return msgspec.convert(body, entity, strict=True)


class PollOption(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Poll/#Option."""

    title: str
    votes_count: int | None


class Poll(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Poll/; the last two when somebody asks."""

    id: str
    expires_at: Moment | None
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    options: list[PollOption]
    emojis: list[dict[str, Any]]
    voted: bool | msgspec.UnsetType = msgspec.UNSET
    own_votes: list[int] | msgspec.UnsetType = msgspec.UNSET


class MediaAttachment(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/MediaAttachment/."""

    id: str
    type: Literal["unknown", "image", "gifv", "video", "audio"]
    url: str | None
    preview_url: str | None
    remote_url: str | None
    meta: dict[str, Any] | None
    description: str | None
    blurhash: str | None
    preview_remote_url: str | None = None
    text_url: str | None = None


class PreviewCard(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/PreviewCard/."""

    url: str
    title: str
    description: str
    language: str | None
    type: Literal["link", "photo", "video", "rich"]
    author_name: str
    author_url: str
    authors: list[dict[str, Any]]
    provider_name: str
    provider_url: str
    html: str
    width: int
    height: int
    image: str | None
    image_description: str
    embed_url: str
    blurhash: str | None
    published_at: str | None


class Mention(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Status/#Mention."""

    id: str
    username: str
    url: str
    acct: str


class Tag(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Status/#Tag."""

    name: str
    url: str


class Application(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Status/#application."""

    name: str
    website: str | None


class QuoteApproval(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/QuoteApproval/."""

    automatic: list[Literal["public", "followers", "following", "unsupported_policy"]]
    manual: list[Literal["public", "followers", "following", "unsupported_policy"]]
    current_user: Literal["automatic", "manual", "denied", "unknown"]


class Status(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """https://docs.joinmastodon.org/entities/Status/; ``toctoc`` is our own."""

    id: str
    uri: str
    url: str | None
    created_at: Moment
    edited_at: Moment | None
    account: Account
    content: str
    visibility: Visibility
    sensitive: bool
    spoiler_text: str
    media_attachments: list[MediaAttachment]
    application: Application | None
    mentions: list[Mention]
    tags: list[Tag]
    emojis: list[dict[str, Any]]
    reblogs_count: int
    favourites_count: int
    replies_count: int
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    reblog: Status | None
    poll: Poll | None
    card: PreviewCard | None
    quote: Quote | None
    # Neither of a boost.
    quote_approval: QuoteApproval | msgspec.UnsetType = msgspec.UNSET
    toctoc: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    language: str | None
    favourited: bool
    reblogged: bool
    muted: bool
    bookmarked: bool
    filtered: list[FilterResult]
    # Of one's own.
    pinned: bool | msgspec.UnsetType = msgspec.UNSET


class DeletedStatus(Status, kw_only=True):
    """A status that was taken back, with what was typed."""

    text: str


class Quote(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Quote/."""

    state: Literal["pending", "accepted", "rejected", "revoked", "deleted", "unauthorized"]
    quoted_status: Status | None


class Context(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Context/."""

    ancestors: list[Status]
    descendants: list[Status]


class StatusEdit(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """https://docs.joinmastodon.org/entities/StatusEdit/."""

    content: str
    spoiler_text: str
    sensitive: bool
    created_at: Moment
    account: Account
    poll: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    media_attachments: list[MediaAttachment]
    emojis: list[dict[str, Any]]


class StatusSource(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/StatusSource/."""

    id: str
    text: str
    spoiler_text: str


class ScheduledParameters(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/ScheduledStatus/#params."""

    text: str
    poll: dict[str, Any] | None
    media_ids: list[str] | None
    sensitive: bool | None
    spoiler_text: str | None
    visibility: Visibility
    in_reply_to_id: int | None
    language: str | None
    application_id: int
    scheduled_at: None
    idempotency: str | None
    with_rate_limit: bool
    quoted_status_id: str | None = None


class ScheduledStatus(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/ScheduledStatus/."""

    id: str
    scheduled_at: Moment
    params: ScheduledParameters
    media_attachments: list[MediaAttachment]
