"""Entities of the public documentation, typed: what a page of notifications, a place or a search says."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

S = TypeVar("S")


def checked(body: object, shape: type[S]) -> S:
    """Return a body as an entity; a member of another kind, or a missing one, fails the test."""
    return msgspec.convert(body, shape, strict=True)


class Rule(msgspec.Struct):
    id: str
    text: str
    hint: str
    translations: dict[str, dict[str, str]]


class Thumbnail(msgspec.Struct):
    url: str
    description: str
    blurhash: str | None
    versions: dict[str, str]


class Icon(msgspec.Struct):
    src: str
    size: str


class Urls(msgspec.Struct):
    streaming: str
    status: str | None
    about: str | None
    privacy_policy: str | None
    terms_of_service: str | None


class Accounts(msgspec.Struct):
    max_display_name_length: int
    max_note_length: int
    max_featured_tags: int
    max_pinned_statuses: int
    max_profile_fields: int
    profile_field_name_limit: int
    profile_field_value_limit: int


class Statuses(msgspec.Struct):
    max_characters: int
    max_media_attachments: int
    characters_reserved_per_url: int


class Media(msgspec.Struct):
    supported_mime_types: list[str]
    description_limit: int
    image_size_limit: int
    image_matrix_limit: int
    video_size_limit: int
    video_frame_rate_limit: int
    video_matrix_limit: int


class Polls(msgspec.Struct):
    max_options: int
    max_characters_per_option: int
    min_expiration: int
    max_expiration: int


class ConfigurationV1(msgspec.Struct):
    accounts: Accounts
    statuses: Statuses
    media_attachments: Media
    polls: Polls


class Configuration(ConfigurationV1):
    urls: Urls
    vapid: dict[str, str]
    translation: dict[str, bool]
    timelines_access: dict[str, dict[str, str]]
    limited_federation: bool


class Registrations(msgspec.Struct):
    enabled: bool
    approval_required: bool
    reason_required: bool | None
    message: str | None
    min_age: int | None
    url: str | None


class Contact(msgspec.Struct):
    email: str
    account: dict[str, Any] | None


class Instance(msgspec.Struct):
    domain: str
    title: str
    version: str
    source_url: str
    description: str
    usage: dict[str, dict[str, int]]
    thumbnail: Thumbnail
    icon: list[Icon]
    languages: list[str]
    configuration: Configuration
    registrations: Registrations
    api_versions: dict[str, int]
    contact: Contact
    rules: list[Rule]


class RuleV1(msgspec.Struct):
    id: str
    text: str


class Stats(msgspec.Struct):
    user_count: int
    status_count: int
    domain_count: int


class InstanceV1(msgspec.Struct):
    uri: str
    title: str
    short_description: str
    description: str
    email: str
    version: str
    urls: dict[str, str]
    stats: Stats
    thumbnail: str | None
    languages: list[str]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: ConfigurationV1
    contact_account: dict[str, Any] | None
    rules: list[RuleV1]


class ExtendedDescription(msgspec.Struct):
    updated_at: str
    content: str


class TermsOfService(msgspec.Struct):
    effective_date: str
    effective: bool
    content: str
    succeeded_by: str | None


class Activity(msgspec.Struct):
    week: str
    statuses: str
    logins: str
    registrations: str


class DomainBlock(msgspec.Struct):
    domain: str
    digest: str
    severity: str
    comment: str


class Notification(msgspec.Struct):
    id: str
    type: str
    group_key: str
    created_at: str
    account: dict[str, Any]
    toctoc: dict[str, str]
    status: dict[str, Any] | None = None
    moderation_warning: dict[str, Any] | None = None


class NotificationGroup(msgspec.Struct):
    group_key: str
    notifications_count: int
    type: str
    most_recent_notification_id: str
    sample_account_ids: list[str]
    page_min_id: str
    page_max_id: str
    latest_page_notification_at: str
    status_id: str | None = None
    moderation_warning: dict[str, Any] | None = None


class PartialAccountWithAvatar(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    acct: str
    url: str
    avatar: str
    avatar_static: str
    locked: bool
    bot: bool


class GroupedNotificationsResults(msgspec.Struct):
    accounts: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    notification_groups: list[NotificationGroup]
    partial_accounts: list[PartialAccountWithAvatar] | None = None


class NotificationPolicy(msgspec.Struct):
    for_not_following: str
    for_not_followers: str
    for_new_accounts: str
    for_private_mentions: str
    for_limited_accounts: str
    summary: dict[str, int]


class NotificationRequest(msgspec.Struct):
    id: str
    created_at: str
    updated_at: str
    account: dict[str, Any]
    notifications_count: str
    last_status: dict[str, Any] | None


class Tag(msgspec.Struct):
    name: str
    url: str
    history: list[dict[str, str]]


class Search(msgspec.Struct):
    accounts: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    hashtags: list[Tag]


class SearchV1(msgspec.Struct):
    accounts: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    hashtags: list[str]


class Marker(msgspec.Struct):
    last_read_id: str
    version: int
    updated_at: str


class Conversation(msgspec.Struct):
    id: str
    unread: bool
    accounts: list[dict[str, Any]]
    last_status: dict[str, Any] | None


class Report(msgspec.Struct):
    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str
    status_ids: list[str] | None
    rule_ids: list[str] | None
    target_account: dict[str, Any]


class WebPushSubscription(msgspec.Struct):
    id: str
    endpoint: str
    standard: bool
    alerts: dict[str, bool]
    policy: str
    server_key: str


class Reaction(msgspec.Struct):
    name: str
    count: int
    me: bool


class Announcement(msgspec.Struct):
    id: str
    content: str
    starts_at: str | None
    ends_at: str | None
    all_day: bool
    published_at: str
    updated_at: str
    read: bool
    mentions: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    tags: list[dict[str, Any]]
    emojis: list[dict[str, Any]]
    reactions: list[Reaction]


class TrendsLink(msgspec.Struct):
    url: str
    title: str
    description: str
    type: str
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    html: str
    width: int
    height: int
    image: str | None
    embed_url: str
    blurhash: str | None
    history: list[dict[str, str]]


class OEmbed(msgspec.Struct):
    type: str
    version: str
    title: str
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str
    width: int
    height: int | None
