"""Accounts and what stands around them, typed as Mastodon's documentation describes them."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)
DAY = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"


class Field(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Account/#Field."""

    name: str
    value: str
    verified_at: str | None


class AccountRole(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Account/#AccountRole."""

    id: str
    name: str
    color: str


class Account(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """https://docs.joinmastodon.org/entities/Account/."""

    id: str
    username: str
    acct: str
    url: str
    uri: str
    display_name: str
    note: str
    avatar: str
    avatar_static: str
    avatar_description: str
    header: str
    header_static: str
    header_description: str
    locked: bool
    fields: list[Field]
    emojis: list[dict[str, Any]]
    bot: bool
    group: bool
    discoverable: bool | None
    indexable: bool
    noindex: bool
    limited: bool = False
    created_at: str
    last_status_at: str | None
    statuses_count: int
    followers_count: int
    following_count: int
    hide_collections: bool | None
    roles: list[AccountRole]
    toctoc: dict[str, Any]


class Source(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Account/#source."""

    note: str
    fields: list[Field]
    privacy: Literal["public", "unlisted", "private", "direct"]
    sensitive: bool
    language: str
    follow_requests_count: int
    hide_collections: bool | None
    discoverable: bool | None
    indexable: bool
    attribution_domains: list[str]
    quote_policy: Literal["public", "followers", "nobody"]


class Role(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Role/."""

    id: str
    name: str
    permissions: str
    color: str
    highlighted: bool


class CredentialAccount(Account, kw_only=True):
    """https://docs.joinmastodon.org/entities/Account/#CredentialAccount."""

    source: Source
    role: Role


class MutedAccount(Account, kw_only=True):
    """https://docs.joinmastodon.org/entities/Account/#MutedAccount."""

    mute_expires_at: str | None


class Relationship(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Relationship/."""

    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: list[str] | None
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: str | None
    requested: bool
    requested_by: bool
    domain_blocking: bool
    endorsed: bool
    note: str


class List(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/List/."""

    id: str
    title: str
    replies_policy: Literal["followed", "list", "none"]
    exclusive: bool


class FilterKeyword(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/FilterKeyword/."""

    id: str
    keyword: str
    whole_word: bool


class FilterStatus(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/FilterStatus/."""

    id: str
    status_id: str


Context = Literal["home", "notifications", "public", "thread", "account"]


class Filter(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Filter/."""

    id: str
    title: str
    context: list[Context]
    expires_at: str | None
    filter_action: Literal["warn", "hide", "blur"]
    keywords: list[FilterKeyword]
    statuses: list[FilterStatus]


class FilterInResult(msgspec.Struct, forbid_unknown_fields=True):
    """A filter within a FilterResult, which leaves keywords and statuses out."""

    id: str
    title: str
    context: list[Context]
    expires_at: str | None
    filter_action: Literal["warn", "hide", "blur"]


class FilterResult(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/FilterResult/."""

    filter: FilterInResult
    keyword_matches: list[str] | None
    status_matches: list[str] | None


class FirstFilter(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/V1_Filter/."""

    id: str
    phrase: str
    context: list[Context]
    expires_at: str | None
    irreversible: bool
    whole_word: bool


class DayOfTag(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Tag/#history."""

    day: str
    uses: str
    accounts: str


class Tag(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Tag/."""

    id: str
    name: str
    url: str
    history: list[DayOfTag]
    following: bool | msgspec.UnsetType = msgspec.UNSET
    featuring: bool | msgspec.UnsetType = msgspec.UNSET


class FeaturedTag(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/FeaturedTag/."""

    id: str
    name: str
    url: str
    statuses_count: str
    last_status_at: str | None


class FamiliarFollowers(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/FamiliarFollowers/."""

    id: str
    accounts: list[Account]


class Suggestion(msgspec.Struct, forbid_unknown_fields=True):
    """https://docs.joinmastodon.org/entities/Suggestion/."""

    source: str
    sources: list[str]
    account: Account


def typed(told: object, shape: type[S]) -> S:
    """Return what was told as its shape; fails for a member too many, too few or of another kind."""
    return msgspec.convert(told, shape)


def each(told: object, shape: type[S]) -> list[S]:
    """Return a list of what was told."""
    return msgspec.convert(told, list[shape])  # type: ignore[valid-type]
